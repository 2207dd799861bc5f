using Orchestrator.Cli.Screens;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;
using Orchestrator.Coordinator.Sweeps;
using Orchestrator.Sweeps;
using Serilog;

namespace Orchestrator.Cli.Clustered;

/// <summary>Writes what sweeps do to the log.</summary>
internal sealed class LoggingObserver(ILogger log) : ISweepObserver
{
    public void OnChanged(SweepState state, IReadOnlyList<SweepEvent> events)
    {
        foreach (var happened in events)
        {
            log.Information("{Sweep}: {Event:l}", state.Id, EventLine.ForLog(happened, state));
        }
    }

    public void OnMeasured(EpochMeasured measured)
    {
    }

    public void OnWaiting(SweepId sweep, string? reason)
    {
        if (reason is null)
        {
            log.Information("{Sweep} waits no longer: a node can serve it", sweep);
        }
        else
        {
            log.Warning("{Sweep} waiting: {Reason}", sweep, reason);
        }
    }

    public void OnNode(string node, string news) => log.Warning("Node {Node} {News}", node, news);

    public void OnStopped(SweepId sweep, string reason) => log.Warning("{Sweep} stopped here: {Reason}", sweep, reason);
}
