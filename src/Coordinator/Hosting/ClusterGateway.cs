using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Akka.Actor;
using Orchestrator.Contracts.Api;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Trials;
using Orchestrator.Contracts.Validation;
using Orchestrator.Coordinator.Admission;
using Orchestrator.Coordinator.Api;
using Orchestrator.Coordinator.Artifacts;
using Orchestrator.Coordinator.Persistence;
using Orchestrator.Coordinator.Scheduling;
using Orchestrator.Coordinator.Sweeps;
using Orchestrator.Models.Data.Caching;
using Orchestrator.Plugins;
using Orchestrator.Storage;
using Orchestrator.Sweeps;

namespace Orchestrator.Coordinator.Hosting;

/// <summary>Answers the HTTP API on any coordinator: reads from the journal, and tells sweeps and scheduler wherever they live.</summary>
/// <param name="coordinator">This one.</param>
/// <param name="journal">Of the cluster.</param>
/// <param name="datasets">The files that were sent along with submissions.</param>
/// <param name="store">Data sets that are looked at before a sweep begins.</param>
/// <param name="artifacts">Folder of all sweeps' checkpoints, which the coordinators share.</param>
public sealed class ClusterGateway(
    ClusterCoordinator coordinator, JournalDatabase journal, DatasetCache datasets, DataSetStore store, string artifacts)
    : ICoordinatorGateway
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30), RetryInterval = TimeSpan.FromSeconds(5);
    private readonly SweepReadModel readModel = new(journal);

    public DefinitionVocabulary Vocabulary => SweepVocabulary.Registered.Definitions;

    public async Task<Submitted> SubmitAsync(SweepDefinition definition, string submissionKey, CancellationToken cancellationToken)
    {
        var inspection = await Task.Run(() => CheckAsync(definition, cancellationToken), cancellationToken);
        var sweep = await journal.Index.ReserveAsync(definition.Name, submissionKey, cancellationToken);
        await TellAsync(new BeginSweep(sweep, definition, inspection.Fingerprint, inspection.Leakage, submissionKey));
        return new Submitted(sweep, inspection.Remarks is { Count: > 0 } remarks ? remarks : null);
    }

    public async Task<IReadOnlyList<SweepSummary>> ListAsync(CancellationToken cancellationToken)
    {
        var waiting = ObstaclesAsync(cancellationToken);
        var sweeps = await readModel.ListAsync(cancellationToken);
        var obstacles = await waiting;
        return [.. sweeps.Select(summary => summary with { Waiting = obstacles.GetValueOrDefault(summary.Sweep) })];
    }

    public async Task<IReadOnlyDictionary<SweepId, string>> ObstaclesAsync(CancellationToken cancellationToken) =>
        (await AskSchedulerAsync<ObstaclesDescribed>(new DescribeObstacles())).Obstacles.ToDictionary(o => o.Sweep, o => o.Reason);

    public Task<SweepState?> FindAsync(SweepId sweep, CancellationToken cancellationToken) => readModel.FindAsync(sweep, cancellationToken);

    public Task<IReadOnlyList<MeasurementRow>> MeasurementsAsync(SweepId sweep, int? trial, CancellationToken cancellationToken) =>
        journal.Sweeps.MeasurementsAsync(sweep, trial, cancellationToken);

    public Task CancelAsync(SweepId sweep, string reason, CancellationToken cancellationToken) =>
        TellAsync(new CancelSweepRequest(sweep, reason));

    public Task PauseAsync(SweepId sweep, Pausing pausing, CancellationToken cancellationToken) =>
        TellAsync(new PauseSweepRequest(sweep, pausing.By, pausing.Reason, pausing.StopRunning));

    public Task ContinueAsync(SweepId sweep, Continuation continuation, CancellationToken cancellationToken) =>
        TellAsync(new ContinueSweepRequest(sweep, continuation.By, continuation.Reason));

    public async Task ExtendAsync(SweepId sweep, Extension extension, CancellationToken cancellationToken)
    {
        // Data of a sweep that had completed may have gone meanwhile: said now, and not by the first worker.
        if (await FindAsync(sweep, cancellationToken) is { Ended: true } state && SweepExtension.Objection(state, extension.Trials) is null)
        {
            await Task.Run(() => CheckAsync(state.Definition, cancellationToken), cancellationToken);
        }

        await TellAsync(new ExtendSweepRequest(sweep, extension.Trials, extension.By));
    }

    // Without a key of the client's it has one of its own, because the question may be asked again here.
    public Task EnqueueAsync(SweepId sweep, Configuration configuration, Enqueueing enqueueing, CancellationToken cancellationToken) =>
        TellAsync(new EnqueueTrialRequest(sweep, configuration, enqueueing.By, enqueueing.Key ?? Guid.NewGuid().ToString("N")));

    public async Task<Cleaned> CleanAsync(SweepId sweep, Cleaning cleaning, CancellationToken cancellationToken)
    {
        var state = await FindAsync(sweep, cancellationToken) ?? throw new SweepRefusedException($"There is no sweep '{sweep}'.");
        if (!state.Ended)
        {
            throw new SweepRefusedException($"Sweep '{sweep}' has not ended: its checkpoints are what it would go on from.");
        }

        try
        {
            return await Task.Run(() => CheckpointCleaning.Clean(artifacts, state, cleaning.Keep, cleaning.DryRun), cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SweepRefusedException($"Not all could be deleted: {e.Message}");
        }
    }

    public async Task<IReadOnlyList<NodeStatus>> NodesAsync(CancellationToken cancellationToken) =>
        (await AskSchedulerAsync<NodesDescribed>(new DescribeNodes())).Nodes;

    public async Task<bool> DrainNodeAsync(string name, TimeSpan timeout, CancellationToken cancellationToken)
    {
        try
        {
            await coordinator.Scheduler.Ask<NodeDrains>(new DrainNode(name), timeout, cancellationToken);
            return true;
        }
        catch (AskTimeoutException)
        {
            return false;
        }
    }

    public async IAsyncEnumerable<SweepNotice> WatchAsync(SweepId sweep, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var news = Channel.CreateBounded<object>(new BoundedChannelOptions(4096) { FullMode = BoundedChannelFullMode.DropOldest });
        var sweeps = coordinator.Sweeps;
        var subscriber = coordinator.System.ActorOf(Props.Create(() => new SweepSubscriberActor(sweeps, sweep, news.Writer)));
        try
        {
            var (next, ended, caughtUp, waiting, told) = (1L, false, false, (string?)null, (string?)null);
            while (!ended)
            {
                await foreach (var (number, happened) in journal.Sweeps.NumberedAsync(sweep, next, cancellationToken))
                {
                    next = number + 1;
                    ended = happened is SweepCompleted or SweepCancelled || (ended && happened is not SweepExtended);
                    yield return new EventNotice(happened);
                }
                if (!ended && waiting != told)
                {
                    yield return new WaitingNotice(told = waiting);
                }
                if (!caughtUp)
                {
                    yield return new CaughtUpNotice();
                }
                caughtUp = true;
                for (var read = false; !ended && !read;)
                {
                    switch (await news.Reader.ReadAsync(cancellationToken))
                    {
                        case EpochMeasured measured: yield return new EpochNotice(measured); break;
                        case SweepChanged changed:
                            read = changed.SequenceNr >= next || changed.Waiting != waiting;
                            waiting = changed.Waiting;
                            break;
                    }
                }
            }
        }
        finally
        {
            coordinator.System.Stop(subscriber);
        }
    }

    private async Task TellAsync(ISweepMessage command)
    {
        var answer = await AskAsync<CommandHandled>(coordinator.Sweeps, command, $"Sweep '{command.Sweep}'");
        if (answer.Refusal is { } refusal)
        {
            throw new SweepRefusedException(refusal);
        }
    }

    private Task<T> AskSchedulerAsync<T>(object question) => AskAsync<T>(coordinator.Scheduler, question, "The scheduler");

    // Whoever is asked may be about to move to another coordinator, and questions get lost on the way. Asked again, it knows by its state
    // what it has done already.
    private static async Task<T> AskAsync<T>(IActorRef asked, object question, string who)
    {
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                return await asked.Ask<T>(question, RetryInterval);
            }
            catch (AskTimeoutException) when (Stopwatch.GetElapsedTime(began) < Timeout)
            {
            }
            catch (AskTimeoutException)
            {
                throw new TimeoutException(
                    $"{who} did not answer within {Timeout.TotalSeconds} seconds; it may be on its way to another coordinator.");
            }
        }
    }

    // Of the same content, whatever the submission says of where it lies.
    private static PluginDefinition OwnCopy(PluginDefinition plugin) =>
        plugin with { Folder = PluginRegistry.Active.First(own => own.Definition.Name == plugin.Name).Definition.Folder };

    private async Task<Inspection> CheckAsync(SweepDefinition definition, CancellationToken cancellationToken)
    {
        try
        {
            if (definition.Model?.Command is { } command)
            {
                await datasets.GatherAsync(command, null, cancellationToken); // nodes will ask for them
            }

            foreach (var plugin in definition.Plugins ?? [])
            {
                await datasets.GatherAsync(OwnCopy(plugin), null, cancellationToken);
            }

            return Preflight.Check(definition with { Data = await datasets.LocateAsync(definition.Data, null, cancellationToken) }, store);
        }
        catch (Exception e) when (e is UserError or ArtifactException)
        {
            throw new SweepRefusedException(e.Message);
        }
    }
}
