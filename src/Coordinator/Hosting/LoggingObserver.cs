using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;
using Orchestrator.Coordinator.Sweeps;
using Orchestrator.Sweeps;
using Serilog;

namespace Orchestrator.Coordinator.Hosting;

/// <summary>Writes what sweeps do to the log.</summary>
/// <param name="log">Where to.</param>
/// <param name="describe">An event in words, given the sweep after it.</param>
public sealed class LoggingObserver(ILogger log, Func<SweepEvent, SweepState, string> describe) : ISweepObserver
{
    /// <inheritdoc />
    public void OnChanged(SweepState state, IReadOnlyList<SweepEvent> events)
    {
        foreach (var happened in events)
        {
            log.Information("{Sweep}: {Event:l}", state.Id, describe(happened, state));
        }
    }

    /// <inheritdoc />
    public void OnMeasured(EpochMeasured measured)
    {
    }

    /// <inheritdoc />
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

    /// <inheritdoc />
    public void OnNode(string node, string news) => log.Warning("Node {Node} {News}", node, news);

    /// <inheritdoc />
    public void OnStopped(SweepId sweep, string reason) => log.Warning("{Sweep} stopped here: {Reason}", sweep, reason);
}
