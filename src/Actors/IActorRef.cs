namespace Orchestrator.Actors;

/// <summary>The only way to an actor: a name that outlives restarts, may be passed around freely, and never blocks.</summary>
/// <remarks>Two references are to the same actor exactly when they are the same object. All members may be called from any thread.</remarks>
public interface IActorRef
{
    /// <summary>Where the actor stands.</summary>
    ActorPath Path { get; }

    /// <summary>Puts a message into the actor's mailbox and returns. Messages from one sender arrive in the order they were told.</summary>
    /// <param name="message">Immutable, since it now belongs to two.</param>
    /// <param name="sender">Who should be answered; without it, answers become dead letters.</param>
    /// <remarks>At most once: what is told to a stopped actor, or is still in its mailbox when it stops, is reported as a <see cref="Diagnostics.DeadLetter"/>.</remarks>
    void Tell(object message, IActorRef? sender = null);

    /// <summary>Tells a message and waits for the one answer.</summary>
    /// <typeparam name="T">The type of the answer.</typeparam>
    /// <param name="message">As for <see cref="Tell"/>.</param>
    /// <param name="timeout">By the system's clock, from 0; <see cref="Timeout.InfiniteTimeSpan"/> to wait for ever.</param>
    /// <param name="cancellationToken">Gives up waiting. The message itself is not withdrawn.</param>
    /// <exception cref="AskTimeoutException">No answer in time.</exception>
    /// <exception cref="ActorStoppedException">The actor is, or has, stopped without handling the message. Known at once, not after the timeout.</exception>
    /// <exception cref="InvalidCastException">The answer is not a <typeparamref name="T"/>.</exception>
    /// <remarks>
    /// When handling the message throws, that exception is thrown here too, promptly; an answer of <see cref="StatusFailure"/> throws its cause.
    /// An actor that awaits an answer handles nothing else meanwhile: two actors that ask each other wait until the timeout.
    /// </remarks>
    Task<T> Ask<T>(object message, TimeSpan timeout, CancellationToken cancellationToken = default);
}
