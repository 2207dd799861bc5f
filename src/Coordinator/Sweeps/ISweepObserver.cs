using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;
using Orchestrator.Sweeps;

namespace Orchestrator.Coordinator.Sweeps;

/// <summary>Hears what the sweeps of this process do. Called from their actors, one call at a time for each sweep: be quick, and never
/// throw.</summary>
public interface ISweepObserver
{
    /// <summary>Events were journaled and led to this state. Without events: the sweep was recovered.</summary>
    void OnChanged(SweepState state, IReadOnlyList<SweepEvent> events);

    /// <summary>An epoch of a running attempt ended. It is journaled within a second.</summary>
    void OnMeasured(EpochMeasured measured);

    /// <summary>The sweep stopped without having ended; the journal holds what is done.</summary>
    void OnStopped(SweepId sweep, string reason);

    /// <summary>No node that is present can ever serve the sweep, for a reason to stand after "waiting: "; null = one can again.</summary>
    void OnWaiting(SweepId sweep, string? reason);

    /// <summary>Something happened to a node that its operator should know.</summary>
    void OnNode(string node, string news);
}
