using Orchestrator.Actors;
using Orchestrator.Actors.Transport;
using Orchestrator.Contracts.Protocol;
using Orchestrator.Contracts.Wire;
using Orchestrator.Coordinator.Journaling;
using Orchestrator.Coordinator.Scheduling;
using Orchestrator.Coordinator.Sharding;
using Orchestrator.Coordinator.Web;
using Orchestrator.Journal;
using Orchestrator.Sweeps.Commands;

namespace Orchestrator.Coordinator.Clustered;

/// <summary>A coordinator that has the seat: takes up every sweep that has not ended, and serves nodes on other machines.</summary>
public sealed class ClusterCoordinator : IAsyncDisposable
{
    private const int MaxBatch = 64;
    private const string SeatId = "coordinator"; // in the journal, where each owner of the seat has a larger epoch

    private readonly ActorSystem system;
    private readonly IActorRef coordinator;
    private readonly IActorRef directory;
    private readonly Stack<IAsyncDisposable> connections = [];

    private ClusterCoordinator(ActorSystem system, IActorRef coordinator, IActorRef directory, Task superseded) =>
        (this.system, this.coordinator, this.directory, Superseded) = (system, coordinator, directory, superseded);

    /// <summary>Completes when another coordinator has taken the seat: this one should go.</summary>
    public Task Superseded { get; }

    /// <summary>Goes to work. The caller has the seat.</summary>
    /// <param name="transport">Stays the caller's.</param>
    /// <param name="journal">Stays the caller's.</param>
    /// <param name="holder">The same process as one that holds sweeps. Stays the caller's.</param>
    /// <param name="lease">How long a node may be out of sight.</param>
    /// <param name="options">Clock, log and dispatcher of the actors.</param>
    public static async Task<ClusterCoordinator> StartAsync(
        ITransport transport, IJournal journal, SweepHolder holder, TimeSpan lease, ActorSystemOptions? options = null)
    {
        var seat = await journal.ClaimAsync(SeatId).ConfigureAwait(false);
        var system = new ActorSystem("coordinator", options);
        var coordinator = system.ActorOf(Props.Create(() => new SeatActor(
            scheduler => holder.CreateServices(scheduler) with { Lease = lease }, seat, holder, transport)), "coordinator");
        holder.Follow(change => coordinator.Tell(change));
        var directory = system.ActorOf(Props.Create(() => new NodeDirectoryActor(transport, coordinator, lease)), "nodes");
        var cluster = new ClusterCoordinator(system, coordinator, directory, holder.Superseded(seat));
        var archive = new SweepArchive(journal);
        foreach (var sweep in await archive.ListAsync().ConfigureAwait(false))
        {
            if (await archive.IsOpenAsync(sweep).ConfigureAwait(false)) coordinator.Tell(new TakeUpSweep(sweep));
        }
        cluster.connections.Push(await transport.ReceiveAsync(Inboxes.Seat, cluster.HearAsync, MaxBatch).ConfigureAwait(false));
        cluster.connections.Push(await transport.ObserveAsync(change => directory.Tell(change)).ConfigureAwait(false));
        // Closed first: what nodes have reported is acknowledged when its holder has answered, or when another one has.
        cluster.connections.Push(await transport.ReceiveAsync(Inboxes.Coordinator, cluster.HandleAsync, MaxBatch).ConfigureAwait(false));
        return cluster;
    }

    /// <summary>Begins a sweep.</summary>
    public void Plan(PlanSweep plan) => coordinator.Tell(plan);

    /// <summary>Ends a sweep for good; what is done stays.</summary>
    public void Cancel(CancelSweepRequest request) => coordinator.Tell(request);

    /// <summary>Lets a sweep start nothing more.</summary>
    public void Pause(PauseSweepRequest request) => coordinator.Tell(request);

    /// <summary>Ends the pause of a sweep.</summary>
    public void Continue(ContinueSweepRequest request) => coordinator.Tell(request);

    /// <summary>The nodes that are present.</summary>
    /// <exception cref="AskTimeoutException">No answer in time.</exception>
    public async Task<IReadOnlyList<NodeStatus>> NodesAsync(TimeSpan timeout) =>
        (await coordinator.Ask<NodesDescribed>(new DescribeNodes(), timeout).ConfigureAwait(false)).Nodes;

    /// <summary>Gives a node no further fold; what runs there runs to its end. Returns when the node itself knows, which will tell every later coordinator.</summary>
    /// <exception cref="AskTimeoutException">It has not confirmed in time.</exception>
    public Task DrainNodeAsync(string node, TimeSpan timeout) => coordinator.Ask<NodeDrains>(new DrainNode(node), timeout);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        while (connections.TryPop(out var connection)) await connection.DisposeAsync().ConfigureAwait(false);
        await system.DisposeAsync().ConfigureAwait(false);
    }

    // To return is to acknowledge. A message that cannot be read will not become readable: it is dropped, and the log has it.
    private async ValueTask HandleAsync(IReadOnlyList<Delivery> deliveries, CancellationToken abandoned)
    {
        var (reports, answers) = (new List<WorkerMessage>(), new List<Task>());
        foreach (var message in deliveries.SelectMany(delivery => MessageBatch.Read(delivery.Message, ProtocolCodec.Decode)))
        {
            switch (message)
            {
                case WorkerMessage report: reports.Add(report); break;
                case var news and (NodeJoined or NodeLeft):
                    PassOn(); // what the node has said before it counts before it
                    directory.Tell(news);
                    break;
                case var stray: system.DeadLetters.Tell(stray); break;
            }
        }
        PassOn();
        await Task.WhenAll(answers).ConfigureAwait(false);

        void PassOn()
        {
            answers.AddRange(reports.GroupBy(report => report.Sweep).Select(group =>
                coordinator.Ask<Acknowledged>(new Reported(group.Key, [.. group]), Timeout.InfiniteTimeSpan, abandoned)));
            reports.Clear();
        }
    }

    // From the holders of sweeps. What a coordinator that dies has not handled, the next one need not know.
    private ValueTask HearAsync(IReadOnlyList<Delivery> deliveries, CancellationToken abandoned)
    {
        foreach (var letter in deliveries.SelectMany(delivery => MessageBatch.Read(delivery.Message, LetterCodec.Decode))) coordinator.Tell(letter);
        return ValueTask.CompletedTask;
    }
}
