using Orchestrator.Actors;
using Orchestrator.Actors.Transport;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Protocol;
using Orchestrator.Contracts.Wire;
using Orchestrator.GpuNode.Slots;
using Orchestrator.GpuNode.Workers;

namespace Orchestrator.GpuNode.Clustered;

/// <summary>A node of a cluster: present under its name, it takes folds from its inbox and reports to the coordinator's.</summary>
public sealed class ClusterNode : IAsyncDisposable
{
    private readonly ActorSystem system;
    private readonly IActorRef coordinator;
    private readonly IActorRef node;
    private readonly NodeJoined introduction;
    private readonly Stack<IAsyncDisposable> connections = [];

    private ClusterNode(ITransport transport, NodeJoined introduction, IWorkerLauncher launcher, ActorSystemOptions? options, NodeOptions? behaviour)
    {
        this.introduction = introduction;
        system = new ActorSystem("node", options);
        coordinator = system.ActorOf(Props.Create(() => new RemoteCoordinatorActor(transport, introduction.Node)), "coordinator");
        node = system.ActorOf(Props.Create(() => new NodeActor(introduction, launcher, coordinator, behaviour)), "node");
    }

    /// <summary>Joins the cluster.</summary>
    /// <param name="transport">Stays the caller's.</param>
    /// <param name="name">Unique in the cluster.</param>
    /// <param name="slots">Where attempts can run.</param>
    /// <param name="launcher">Starts their worker processes.</param>
    /// <param name="options">Clock, log and dispatcher of the actors.</param>
    /// <param name="behaviour">Labels, measured slots and the like; null = none.</param>
    /// <exception cref="InvalidOperationException">A node of that name is present.</exception>
    public static async Task<ClusterNode> JoinAsync(
        ITransport transport, string name, EquatableList<SlotDescription> slots, IWorkerLauncher launcher, ActorSystemOptions? options = null,
        NodeOptions? behaviour = null)
    {
        var presence = await transport.AppearAsync(Inboxes.OfNode(name)).ConfigureAwait(false);
        var introduction = new NodeJoined(name, Guid.NewGuid().ToString("N"), slots) { Data = behaviour?.Data?.Invoke() };
        var joined = new ClusterNode(transport, introduction, launcher, options, behaviour);
        joined.connections.Push(presence);
        joined.connections.Push(await transport.ReceiveAsync(Inboxes.OfNode(name), joined.HandleAsync, maxBatch: 64).ConfigureAwait(false));
        return joined;
    }

    /// <summary>Takes its leave: what runs stops at a checkpoint and goes on elsewhere without counting as a failure.</summary>
    public async Task LeaveAsync()
    {
        await node.Ask<Retired>(new Retire(), Timeout.InfiniteTimeSpan).ConfigureAwait(false);
        await coordinator.Ask<RemoteCoordinatorActor.Farewell>(
            new RemoteCoordinatorActor.Farewell(new NodeLeft(introduction.Node, introduction.Instance)), Timeout.InfiniteTimeSpan).ConfigureAwait(false);
    }

    /// <summary>Ends at once; what ran goes on elsewhere from its checkpoint.</summary>
    public async ValueTask DisposeAsync()
    {
        while (connections.TryPop(out var connection)) await connection.DisposeAsync().ConfigureAwait(false);
        await system.DisposeAsync().ConfigureAwait(false);
    }

    // To return is to acknowledge. A message that cannot be read will not become readable: it is dropped, and the log has it.
    private ValueTask HandleAsync(IReadOnlyList<Delivery> deliveries, CancellationToken abandoned)
    {
        foreach (var message in deliveries.SelectMany(delivery => MessageBatch.Read(delivery.Message, ProtocolCodec.Decode)))
        {
            switch (message)
            {
                case var command and (WhoAreYou or BeDrained or WorkerCommand): node.Tell(command, coordinator); break;
                case var stray: system.DeadLetters.Tell(stray); break;
            }
        }
        return ValueTask.CompletedTask;
    }
}
