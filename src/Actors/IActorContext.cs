namespace Orchestrator.Actors;

/// <summary>An actor's place in the system. Used by the actor itself, while it handles a message or a callback.</summary>
public interface IActorContext
{
    /// <summary>The system.</summary>
    ActorSystem System { get; }

    /// <summary>This actor.</summary>
    IActorRef Self { get; }

    /// <summary>Who told the current message; <see cref="ActorSystem.DeadLetters"/> when nobody wants an answer.</summary>
    IActorRef Sender { get; }

    /// <summary>The supervisor, or null at the top.</summary>
    IActorRef? Parent { get; }

    /// <summary>The children that have not stopped yet, in no order.</summary>
    IReadOnlyCollection<IActorRef> Children { get; }

    /// <summary>Cancelled as soon as this actor is asked to stop, even while it handles a message. Pass it to whatever takes long.</summary>
    CancellationToken Stopping { get; }

    /// <summary>Starts a child.</summary>
    /// <param name="props">How to make it.</param>
    /// <param name="name">Unique among the children, without <c>/</c>; null for a generated one.</param>
    /// <exception cref="InvalidOperationException">A child of that name has not stopped yet, or this actor is stopping.</exception>
    IActorRef ActorOf(Props props, string? name = null);

    /// <summary>Stops an actor after its current message: its children first, then itself. The rest of its mailbox becomes dead letters.</summary>
    void Stop(IActorRef actor);

    /// <summary>Asks for a <see cref="Terminated"/> when the actor stops; at once if it has.</summary>
    void Watch(IActorRef actor);

    /// <summary>Withdraws <see cref="Watch"/>: from now on no <see cref="Terminated"/> of that actor is handled.</summary>
    void Unwatch(IActorRef actor);

    /// <summary>Tells this actor a message after a delay by the system's clock, unless it stops or restarts before.</summary>
    /// <param name="delay">From 0.</param>
    /// <param name="message">The message.</param>
    /// <returns>Disposing cancels, even when the message is in the mailbox already.</returns>
    IDisposable ScheduleOnce(TimeSpan delay, object message);

    /// <summary>Tells this actor the outcome of work that runs beside its mailbox.</summary>
    /// <param name="work">Begun by the caller. Ended by <see cref="Stopping"/>, if it was passed.</param>
    /// <param name="success">The message for a result.</param>
    /// <param name="failure">The message for an exception, cancellation included.</param>
    void PipeToSelf<T>(Task<T> work, Func<T, object> success, Func<Exception, object> failure);
}
