using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Protocol;
using Orchestrator.Coordinator.Sweeping;
using Orchestrator.Sweeps.Events;
using Orchestrator.Sweeps.State;

namespace Orchestrator.Coordinator.Sharding;

/// <summary>Passes everything on, and says besides that there is something new in the journal.</summary>
internal sealed class HolderObserver(ISweepObserver next, Action<SweepId> changed) : ISweepObserver
{
    public void OnChanged(SweepState state, IReadOnlyList<SweepEvent> events)
    {
        next.OnChanged(state, events);
        changed(state.Id);
    }

    public void OnMeasured(EpochMeasured measured) => next.OnMeasured(measured);

    public void OnStopped(SweepId sweep, string reason) => next.OnStopped(sweep, reason);

    public void OnWaiting(SweepId sweep, string? reason) => next.OnWaiting(sweep, reason);

    public void OnNode(string node, string news) => next.OnNode(node, news);

    public void OnDeposed(SweepId sweep) => next.OnDeposed(sweep);
}
