using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Protocol;
using Orchestrator.Sweeps.Events;
using Orchestrator.Sweeps.State;

namespace Orchestrator.Coordinator.Sweeps;

/// <summary>Hears what a sweep does. Called from the sweep's actor, one call at a time: be quick, and never throw.</summary>
public interface ISweepObserver
{
    /// <summary>Events were journaled and led to this state. Without events: the sweep was recovered.</summary>
    void OnChanged(SweepState state, IReadOnlyList<SweepEvent> events);

    /// <summary>An epoch of a running attempt ended. It is journaled within a second.</summary>
    void OnMeasured(EpochMeasured measured);

    /// <summary>The sweep stopped without having ended; the journal holds what is done.</summary>
    void OnStopped(SweepId sweep, string reason);

    /// <summary>No node that is present can ever serve the sweep, for a reason to stand after "waiting: "; null = one can again.</summary>
    void OnWaiting(SweepId sweep, string? reason)
    {
    }

    /// <summary>A sweep is given to one of the cluster's coordinators, who holds it from now on.</summary>
    void OnHeld(SweepId sweep, string holder)
    {
    }

    /// <summary>Something happened to a node that its operator should know.</summary>
    void OnNode(string node, string news)
    {
    }

    /// <summary>The sweep stopped here because another coordinator owns it now: this one has lost its seat.</summary>
    void OnDeposed(SweepId sweep) => OnStopped(sweep, "Another coordinator has taken the sweep over.");
}
