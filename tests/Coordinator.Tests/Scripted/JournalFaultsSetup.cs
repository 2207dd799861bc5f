using Akka.Actor.Setup;

namespace Orchestrator.Coordinator.Tests.Scripted;

/// <summary>Takes <see cref="JournalFaults"/> to the journal.</summary>
/// <param name="faults">What goes wrong.</param>
public sealed class JournalFaultsSetup(JournalFaults faults) : Setup
{
    /// <summary>What goes wrong.</summary>
    public JournalFaults Faults { get; } = faults;
}
