using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Protocol;
using Orchestrator.Coordinator.Sweeping;
using Orchestrator.Sweeps.Events;
using Orchestrator.Sweeps.State;
using Serilog;

namespace Orchestrator.Cli.Clustered;

/// <summary>Writes what sweeps do to the log.</summary>
internal sealed class LoggingObserver(ILogger log) : ISweepObserver
{
    public void OnChanged(SweepState state, IReadOnlyList<SweepEvent> events)
    {
        foreach (var happened in events) log.Information("{Sweep}: {Event}", state.Id, happened);
    }

    public void OnMeasured(EpochMeasured measured)
    {
    }

    public void OnStopped(SweepId sweep, string reason) => log.Warning("{Sweep} stopped here: {Reason}", sweep, reason);
}
