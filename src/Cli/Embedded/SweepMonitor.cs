using Orchestrator.Cli.Screens;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.Trials;
using Orchestrator.Coordinator.Hosting;
using Orchestrator.Coordinator.Sweeps;
using Orchestrator.Sweeps;
using Serilog;

namespace Orchestrator.Cli.Embedded;

/// <summary>Passes a sweep's changes on to screen and log, and tells when it has ended.</summary>
/// <param name="screen">Where it is shown.</param>
/// <param name="log">Where it is written.</param>
/// <param name="artifacts">Where checkpoints go.</param>
/// <param name="goesOn">Whether more trials are about to be planned: that the sweep has ended is no news then.</param>
internal sealed class SweepMonitor(Screen screen, ILogger log, string artifacts, bool goesOn = false) : ISweepObserver
{
    private readonly DiskOutlook disk = new(artifacts, screen.Note);
    private readonly TaskCompletionSource<SweepState> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly TaskCompletionSource<string> diskFull = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends, with the reason, when a fold found no room on the disk: trying on would not make any.</summary>
    public Task<string> DiskFull => diskFull.Task;

    /// <summary>The final state. Fails when the sweep stopped for another reason.</summary>
    public Task<SweepState> Ended => ended.Task;

    public void OnChanged(SweepState state, IReadOnlyList<SweepEvent> events)
    {
        if (goesOn && state.Ended && events.Count == 0)
        {
            return;
        }

        foreach (var happened in events)
        {
            log.Information("{Event:l}", EventLine.ForLog(happened, state));
            if (happened is AttemptFailed { Kind: FailureKind.DiskFull } full)
            {
                diskFull.TrySetResult(full.Reason);
            }
        }

        disk.See(state, events);
        screen.ShowChange(state, events);
        if (state.Ended)
        {
            ended.TrySetResult(state);
        }
    }

    public void OnMeasured(EpochMeasured measured) => screen.ShowEpoch(measured);

    public void OnWaiting(SweepId sweep, string? reason)
    {
        if (reason is null)
        {
            log.Information("Waiting no longer: a node can serve the sweep");
        }
        else
        {
            log.Warning("Waiting: {Reason}", reason);
        }

        screen.ShowWaiting(reason);
    }

    public void OnNode(string node, string news) => log.Warning("Node {Node} {News}", node, news);

    public void OnStopped(SweepId sweep, string reason) => ended.TrySetException(new SweepStoppedException(sweep, reason));
}
