using Orchestrator.Actors;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Protocol;
using Orchestrator.GpuNode.Slots;
using Orchestrator.GpuNode.Workers;

namespace Orchestrator.GpuNode;

/// <summary>A machine that trains: offers its slots to a coordinator and passes folds on to them.</summary>
/// <param name="introduction">Its name, life and slots.</param>
/// <param name="launcher">Starts their worker processes.</param>
/// <param name="coordinator">To whom they are offered.</param>
public sealed class NodeActor(NodeJoined introduction, IWorkerLauncher launcher, IActorRef coordinator) : Actor
{
    private readonly Dictionary<SlotId, IActorRef> actors = [];
    private IActorRef? retiring;
    private int busy;

    /// <inheritdoc />
    protected override ValueTask PreStart()
    {
        foreach (var slot in introduction.Slots)
        {
            actors[slot.Id] = Context.ActorOf(Props.Create(() => new SlotActor(slot, launcher)), $"slot-{slot.Id.Index}");
        }
        coordinator.Tell(introduction, Self);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    protected override ValueTask ReceiveAsync(object message)
    {
        switch (message)
        {
            case WhoAreYou question: new RollCall(question, Sender, [.. actors.Values, Self], []).PassOn(Self); break;
            case RollCall call: call.Asker.Tell(introduction with { Leases = call.Leases.ToEquatableList(), Answers = call.Question }, Self); break;
            case RunFold run: actors[run.Slot].Tell(run, Sender); break;
            case Retire retire: Begin(retire); break;
            case Retired: Count(); break;
            case StopFold stop: actors[stop.Slot].Tell(stop, Sender); break;
            default: Unhandled(message); break;
        }
        return ValueTask.CompletedTask;
    }

    private void Begin(Retire retire)
    {
        (retiring, busy) = (Sender, actors.Count);
        foreach (var slot in actors.Values) slot.Tell(retire, Self);
    }

    private void Count()
    {
        if (--busy == 0) retiring!.Tell(new Retired(), Self);
    }
}
