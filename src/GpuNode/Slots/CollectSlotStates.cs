using System.Collections.Immutable;
using Akka.Actor;
using Orchestrator.Contracts.Messages;

namespace Orchestrator.GpuNode.Slots;

/// <summary>Goes from slot to slot and collects what each has in hand. What a slot has reported before it is on its way before the result
/// is.</summary>
/// <param name="Question">What the node was asked: <see cref="QueryNodeState"/> or <see cref="QueryLeases"/>.</param>
/// <param name="Asker">Who gets the answer.</param>
/// <param name="Ahead">Whom it visits next; the last is the node itself.</param>
/// <param name="Leases">What was collected.</param>
public sealed record CollectSlotStates(object Question, IActorRef Asker, ImmutableQueue<IActorRef> Ahead, ImmutableList<HeldLease> Leases)
{
    /// <summary>Goes on to the next.</summary>
    public void PassOn(IActorRef sender, HeldLease? lease = null)
    {
        var ahead = Ahead.Dequeue(out var next);
        next.Tell(this with { Ahead = ahead, Leases = lease is null ? Leases : Leases.Add(lease) }, sender);
    }
}
