using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Protocol;

namespace Orchestrator.Coordinator.Clustered;

/// <summary>Messages about one sweep that came over the network; answered with <see cref="Acknowledged"/> as soon as they need not come again.</summary>
/// <param name="Messages">In order.</param>
public sealed record Reported(SweepId Sweep, IReadOnlyList<WorkerMessage> Messages);
