using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Orchestrator.Actors;
using Orchestrator.Cli.Embedded;
using Orchestrator.Cli.SweepFiles;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Sweeps;
using Orchestrator.Contracts.Validation;
using Orchestrator.Coordinator;
using Orchestrator.Coordinator.Clustered;
using Orchestrator.Coordinator.Journaling;
using Orchestrator.Coordinator.Web;
using Orchestrator.GpuNode.Data;
using Orchestrator.Journal;
using Orchestrator.Models.Data.Caching;
using Orchestrator.Sweeps.Commands;
using Orchestrator.Sweeps.Events;
using Orchestrator.Sweeps.State;

namespace Orchestrator.Cli.Clustered;

/// <summary>Answers the HTTP API out of the journal and the running coordinator.</summary>
internal sealed class ClusterGateway(
    ClusterCoordinator coordinator, SweepFeed feed, SweepCatalog catalog, SweepArchive archive, DataDepot depot, DataSetStore store) : ICoordinatorGateway
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly SemaphoreSlim submitting = new(1);

    public DefinitionVocabulary Vocabulary => SweepVocabulary.Registered.Definitions;

    public async Task<SweepId> SubmitAsync(SweepDefinition definition, string submissionKey, CancellationToken cancellationToken)
    {
        var inspection = await Task.Run(() => CheckAsync(definition, cancellationToken), cancellationToken);
        await submitting.WaitAsync(cancellationToken); // one number, one sweep
        try
        {
            var sweep = await SweepIds.NextAsync(archive, definition.Name);
            await UntilAsync(sweep, () => coordinator.Plan(new PlanSweep(sweep, definition, inspection.Fingerprint, DateTimeOffset.UtcNow, inspection.Leakage, submissionKey)), _ => true);
            return sweep;
        }
        finally
        {
            submitting.Release();
        }
    }

    public async Task<IReadOnlyList<SweepSummary>> ListAsync(CancellationToken cancellationToken) =>
        [.. (await catalog.ListAsync(cancellationToken)).Select(summary => summary with { Waiting = feed.Obstacle(summary.Sweep) })];

    public Task<SweepState?> FindAsync(SweepId sweep, CancellationToken cancellationToken) => catalog.FindAsync(sweep, cancellationToken).AsTask();

    public Task<IReadOnlyList<MeasurementRow>> MeasurementsAsync(SweepId sweep, int? trial, CancellationToken cancellationToken) =>
        archive.MeasurementsAsync(sweep, trial, cancellationToken);

    public async Task CancelAsync(SweepId sweep, string reason, CancellationToken cancellationToken)
    {
        if (await catalog.FindAsync(sweep, cancellationToken) is not { Ended: false }) return;
        await UntilAsync(sweep, () => coordinator.Cancel(new CancelSweepRequest(sweep, reason)), state => state.Ended);
    }

    public async Task PauseAsync(SweepId sweep, Pausing pausing, CancellationToken cancellationToken)
    {
        if (await catalog.FindAsync(sweep, cancellationToken) is not { Ended: false }) return;
        var request = new PauseSweepRequest(sweep, pausing.By, pausing.Reason, pausing.StopRunning);
        await UntilAsync(sweep, () => coordinator.Pause(request), state => state.Ended || (state.Pause is { } pause && (pause.StopRunning || !pausing.StopRunning)));
    }

    public async Task ContinueAsync(SweepId sweep, Continuation continuation, CancellationToken cancellationToken)
    {
        if (await catalog.FindAsync(sweep, cancellationToken) is not { Ended: false, Pause: not null }) return;
        await UntilAsync(sweep, () => coordinator.Continue(new ContinueSweepRequest(sweep, continuation.By, continuation.Reason)), state => state.Pause is null);
    }

    public async Task<IReadOnlyList<NodeStatus>> NodesAsync(CancellationToken cancellationToken) => await coordinator.NodesAsync(Patience);

    public async Task<bool> DrainNodeAsync(string name, TimeSpan patience, CancellationToken cancellationToken)
    {
        try
        {
            await coordinator.DrainNodeAsync(name, patience);
            return true;
        }
        catch (AskTimeoutException)
        {
            return false;
        }
    }

    public async IAsyncEnumerable<SweepNotice> WatchAsync(SweepId sweep, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var watching = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            var news = feed.Subscribe(sweep, watching.Token); // before reading, so that nothing falls in between
            var (next, ended, caughtUp, told) = (1L, false, false, (string?)null);
            while (!ended)
            {
                await foreach (var (number, happened) in archive.NumberedAsync(sweep, next, cancellationToken))
                {
                    next = number + 1;
                    ended |= happened is SweepCompleted or SweepCancelled;
                    yield return new EventNotice(happened);
                }
                if (!ended && feed.Obstacle(sweep) is var obstacle && obstacle != told) yield return new WaitingNotice(told = obstacle);
                if (!caughtUp) yield return new CaughtUpNotice();
                caughtUp = true;
                while (!ended)
                {
                    if (!await news.WaitToReadAsync(cancellationToken)) yield break; // this coordinator holds it no more
                    if (!news.TryRead(out var measured) || measured is null) break;
                    yield return new EpochNotice(measured);
                }
            }
        }
        finally
        {
            await watching.CancelAsync();
        }
    }

    // Asks, and waits until the journal has what was asked for.
    private async Task UntilAsync(SweepId sweep, Action ask, Func<SweepState, bool> done)
    {
        using var waiting = new CancellationTokenSource(Patience);
        var news = feed.Subscribe(sweep, waiting.Token);
        ask();
        try
        {
            while (await catalog.FindAsync(sweep, waiting.Token) is not { } state || !done(state)) await news.ReadAsync(waiting.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or ChannelClosedException) // no answer, or another coordinator has the sweep now
        {
            throw new TimeoutException($"Sweep '{sweep}' did not answer within {Patience.TotalSeconds} seconds.");
        }
        finally
        {
            await waiting.CancelAsync();
        }
    }

    private async Task<Inspection> CheckAsync(SweepDefinition definition, CancellationToken cancellationToken)
    {
        try
        {
            return Preflight.Check(definition with { Data = await depot.LocateAsync(definition.Data, null, cancellationToken) }, store);
        }
        catch (Exception e) when (e is UserError or ArtifactException)
        {
            throw new SweepRefusedException(e.Message);
        }
    }
}
