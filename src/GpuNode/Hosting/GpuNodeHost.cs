using Akka.Actor;
using Akka.Configuration;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Messages;
using Orchestrator.GpuNode.Link;
using Orchestrator.GpuNode.Slots;
using Orchestrator.GpuNode.Workers;
using Orchestrator.Remoting;

namespace Orchestrator.GpuNode.Hosting;

/// <summary>A node of a cluster: trains what coordinators order and reports to them, whichever of them is there.</summary>
public sealed class GpuNodeHost : IAsyncDisposable
{
    private readonly ActorSystem system;
    private readonly IActorRef link;
    private readonly IActorRef node;
    private readonly NodeJoined introduction;
    private readonly TaskCompletionSource<string> refused = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Goes to work.</summary>
    /// <param name="name">Unique in the cluster.</param>
    /// <param name="slots">Where attempts can run.</param>
    /// <param name="launcher">Starts their worker processes.</param>
    /// <param name="options">How it keeps in touch with the coordinators.</param>
    /// <param name="channel">Carries messages to them, given who gets theirs.</param>
    /// <param name="behaviour">Labels, measured slots and the like; null = none.</param>
    public GpuNodeHost(
        string name, EquatableList<SlotDescription> slots, IWorkerLauncher launcher, LinkOptions options,
        Func<IActorRef, ICoordinatorChannel> channel,
        NodeOptions? behaviour = null)
    {
        introduction = new NodeJoined(name, Guid.NewGuid().ToString("N"), slots) { Data = behaviour?.Data?.Invoke() };
        system = ActorSystem.Create("workers", ConfigurationFactory.ParseString(LoggingConfig.Hocon));
        var (told, reason) = (introduction, refused);
        link = system.ActorOf(Props.Create(() => new CoordinatorLinkActor(told, channel, options, reason)), "coordinators");
        var coordinators = link;
        node = system.ActorOf(Props.Create(() => new NodeActor(told, launcher, coordinators, behaviour)), "node");
    }

    /// <summary>Completes with the reason, a sentence, when the cluster will not have this node.</summary>
    public Task<string> Refused => refused.Task;

    /// <summary>Leaves: what runs stops at a checkpoint and goes on elsewhere without counting as a failure.</summary>
    public async Task LeaveAsync()
    {
        await node.Ask<SlotShutDown>(new ShutDownSlot(), Timeout.InfiniteTimeSpan).ConfigureAwait(false);
        var farewell = new CoordinatorLinkActor.Leave(new NodeLeft(introduction.Node, introduction.Instance));
        await link.Ask<CoordinatorLinkActor.Left>(farewell, Timeout.InfiniteTimeSpan).ConfigureAwait(false);
    }

    /// <summary>Ends at once; what ran goes on elsewhere from its checkpoint.</summary>
    public async ValueTask DisposeAsync() => await system.Terminate().ConfigureAwait(false);
}
