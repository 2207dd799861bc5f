using System.Collections.Concurrent;
using Akka.Actor;
using Orchestrator.Contracts.Api;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;
using Orchestrator.Coordinator.Hosting;
using Orchestrator.Coordinator.Persistence;
using Orchestrator.Coordinator.Scheduling;
using Orchestrator.Coordinator.Sweeps;
using Orchestrator.Coordinator.Tests.Scripted;
using Orchestrator.GpuNode;
using Orchestrator.GpuNode.Link;
using Orchestrator.Search;
using Orchestrator.Sweeps;

namespace Orchestrator.Coordinator.Tests.Network;

/// <summary>Sweeps, scheduler and nodes of a cluster in one process, with a <see cref="LossyNetwork"/> between any two of them.</summary>
internal sealed class TestCluster : IAsyncDisposable, ISweepObserver
{
    public static readonly TimeSpan Lease = TimeSpan.FromMilliseconds(800);

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("cluster-");
    private readonly JournalDatabase journal;
    private readonly ActorSystem system;
    private readonly IActorRef region;
    private readonly IActorRef scheduler;
    private readonly ConcurrentDictionary<SweepId, TaskCompletionSource<SweepState>> ended = [];
    private readonly ConcurrentDictionary<SweepId, TaskCompletionSource> begun = [];
    private readonly ConcurrentQueue<string> stopped = [];

    /// <param name="seed">Decides what happens to messages.</param>
    /// <param name="nodes">How many, with two slots each.</param>
    public TestCluster(int seed, int nodes = 3)
    {
        journal = JournalDatabase.Sqlite(Path.Combine(folder.FullName, "journal.db"));
        journal.PrepareAsync().GetAwaiter().GetResult();
        system = TestSystem.Start(journal.AkkaConfig);
        Network = new LossyNetwork(system, seed);
        var options = new SchedulingOptions { Lease = Lease, OpenSweeps = () => journal.Sweeps.OpenSweepsAsync() };
        SweepServices? services = null;
        region = system.ActorOf(Props.Create(() => new RegionActor(() => services!)), "sweeps");
        var sweeps = Network.Proxy(region);
        scheduler =
            system.ActorOf(Props.Create(() => new RestartingActor(Props.Create(() => new SchedulerActor(sweeps, options)))), "scheduler");
        services =
            new SweepServices(journal.Measurements, Network.Proxy(scheduler), this, "/artifacts", SamplerRegistry.Create,
                TimeProvider.System)
            { Lease = Lease };
        var entry = system.ActorOf(Props.Create(() => new NodeEntryActor(region, scheduler)), "nodes");
        for (var number = 0; number < nodes; number++)
        {
            StartNode($"node-{number}", seed + number, entry);
        }
    }

    public LossyNetwork Network { get; }

    /// <summary>Why sweeps stopped that were not killed.</summary>
    public IReadOnlyCollection<string> Stopped => stopped;

    /// <summary>Until it is journaled: who submits a sweep hears of that, and would submit it again otherwise.</summary>
    public async Task BeginAsync(SweepId sweep, SweepDefinition definition)
    {
        ended[sweep] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        begun[sweep] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        region.Tell(new BeginSweep(sweep, definition, "fingerprint"));
        await begun[sweep].Task.WaitAsync(Limit);
    }

    /// <summary>How it ended. Only what hangs comes to the limit, and then tells where it stands.</summary>
    public async Task<SweepState> EndAsync(SweepId sweep)
    {
        try
        {
            return await ended[sweep].Task.WaitAsync(Limit);
        }
        catch (TimeoutException)
        {
            var events = (await EventsAsync(sweep)).TakeLast(12);
            throw new TimeoutException($"{sweep} does not end.\nlast events:\n{string.Join('\n', events)}\nstopped: "
                + $"{string.Join(", ", stopped)}\nnodes: {string.Join(", ", await NodesAsync())}");
        }
    }

    public void Kill(SweepId sweep) => region.Tell(new RegionActor.Kill(sweep));

    public void KillScheduler() => scheduler.Tell(RestartingActor.Kill.Message);

    public async Task<IReadOnlyList<SweepEvent>> EventsAsync(SweepId sweep) => await journal.Sweeps.EventsAsync(sweep).ToListAsync();

    public async Task<IReadOnlyList<NodeStatus>> NodesAsync() =>
        (await scheduler.Ask<NodesDescribed>(new DescribeNodes(), CoordinatorHarness.WaitLimit)).Nodes;

    public void OnChanged(SweepState state, IReadOnlyList<SweepEvent> events)
    {
        begun[state.Id].TrySetResult();
        if (state.Ended)
        {
            ended[state.Id].TrySetResult(state);
        }
    }

    public void OnMeasured(EpochMeasured measured)
    {
    }

    public void OnStopped(SweepId sweep, string reason) => stopped.Enqueue($"{sweep}: {reason}");

    public void OnWaiting(SweepId sweep, string? reason)
    {
    }

    public void OnNode(string node, string news)
    {
    }

    public async ValueTask DisposeAsync()
    {
        await system.Terminate();
        await journal.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private void StartNode(string name, int seed, IActorRef entry)
    {
        var slots = Enumerable.Range(0, 2).Select(i => new SlotDescription(new SlotId(name, i), "cpu", 1)).ToEquatableList();
        var introduction = new NodeJoined(name, $"{name}/first", slots);
        var (options, refused) = (new LinkOptions { Coordinators = ["a:1", "b:1"], Lease = Lease }, new TaskCompletionSource<string>());
        var link =
            system.ActorOf(
                Props.Create(() =>
                    new CoordinatorLinkActor(introduction, self => new LossyChannel(Network, entry, self), options, refused)));
        var launcher = new PlayingLauncher(seed);
        system.ActorOf(Props.Create(() => new NodeActor(introduction, launcher, link, null)), name);
    }

    /// <summary>Stands where the singleton's proxy stands: another scheduler follows one that is killed.</summary>
    private sealed class RestartingActor(Props props) : UntypedActor
    {
        private IActorRef child = Context.ActorOf(props);

        public sealed class Kill
        {
            public static readonly Kill Message = new();
        }

        protected override void OnReceive(object message)
        {
            if (message is Kill)
            {
                Context.Stop(child);
                child = Context.ActorOf(props);
            }
            else
            {
                child.Forward(message);
            }
        }
    }
}
