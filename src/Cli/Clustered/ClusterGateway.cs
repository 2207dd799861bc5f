using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Akka.Actor;
using Orchestrator.Cli.Embedded;
using Orchestrator.Cli.SweepFiles;
using Orchestrator.Client.Artifacts;
using Orchestrator.Contracts.Api;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.Trials;
using Orchestrator.Contracts.Validation;
using Orchestrator.Coordinator.Api;
using Orchestrator.Coordinator.Hosting;
using Orchestrator.Coordinator.Persistence;
using Orchestrator.Coordinator.Scheduling;
using Orchestrator.Coordinator.Sweeps;
using Orchestrator.GpuNode.Storage;
using Orchestrator.Models.Data.Caching;
using Orchestrator.Sweeps;

namespace Orchestrator.Cli.Clustered;

/// <summary>Answers the HTTP API on any coordinator: reads from the journal, and tells sweeps and scheduler wherever they live.</summary>
internal sealed class ClusterGateway(ClusterCoordinator coordinator, JournalDatabase journal, DatasetCache depot, DataSetStore store)
    : ICoordinatorGateway
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30), Patience = TimeSpan.FromSeconds(5);
    private readonly SweepReadModel catalog = new(journal);

    public DefinitionVocabulary Vocabulary => SweepVocabulary.Registered.Definitions;

    public async Task<SweepId> SubmitAsync(SweepDefinition definition, string submissionKey, CancellationToken cancellationToken)
    {
        var inspection = await Task.Run(() => CheckAsync(definition, cancellationToken), cancellationToken);
        var sweep = await journal.Index.ReserveAsync(definition.Name, submissionKey, cancellationToken);
        await TellAsync(new BeginSweep(sweep, definition, inspection.Fingerprint, inspection.Leakage, submissionKey));
        return sweep;
    }

    public async Task<IReadOnlyList<SweepSummary>> ListAsync(CancellationToken cancellationToken)
    {
        var waiting = AskSchedulerAsync<ObstaclesDescribed>(new DescribeObstacles());
        var sweeps = await catalog.ListAsync(cancellationToken);
        var obstacles = (await waiting).Obstacles.ToDictionary(o => o.Sweep, o => o.Reason);
        return [.. sweeps.Select(summary => summary with { Waiting = obstacles.GetValueOrDefault(summary.Sweep) })];
    }

    public Task<SweepState?> FindAsync(SweepId sweep, CancellationToken cancellationToken) => catalog.FindAsync(sweep, cancellationToken);

    public Task<IReadOnlyList<MeasurementRow>> MeasurementsAsync(SweepId sweep, int? trial, CancellationToken cancellationToken) =>
        journal.Sweeps.MeasurementsAsync(sweep, trial, cancellationToken);

    public Task CancelAsync(SweepId sweep, string reason, CancellationToken cancellationToken) =>
        TellAsync(new CancelSweepRequest(sweep, reason));

    public Task PauseAsync(SweepId sweep, Pausing pausing, CancellationToken cancellationToken) =>
        TellAsync(new PauseSweepRequest(sweep, pausing.By, pausing.Reason, pausing.StopRunning));

    public Task ContinueAsync(SweepId sweep, Continuation continuation, CancellationToken cancellationToken) =>
        TellAsync(new ContinueSweepRequest(sweep, continuation.By, continuation.Reason));

    public async Task<IReadOnlyList<NodeStatus>> NodesAsync(CancellationToken cancellationToken) =>
        (await AskSchedulerAsync<NodesDescribed>(new DescribeNodes())).Nodes;

    public async Task<bool> DrainNodeAsync(string name, TimeSpan patience, CancellationToken cancellationToken)
    {
        try
        {
            await coordinator.Scheduler.Ask<NodeDrains>(new DrainNode(name), patience, cancellationToken);
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
                    ended |= happened is SweepCompleted or SweepCancelled;
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
                return await asked.Ask<T>(question, Patience);
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
