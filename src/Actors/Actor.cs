namespace Orchestrator.Actors;

/// <summary>State and behaviour behind a mailbox: one message at a time, so nothing in here needs a lock.</summary>
/// <remarks>
/// <para><b>Awaiting.</b> An <c>await</c> in any of the callbacks holds the mailbox: the next message is handled when the task is done,
/// never in between. Do not pass <c>ConfigureAwait(false)</c> to awaits in an actor: under a single-threaded dispatcher it would leave that thread.</para>
/// <para><b>Failing.</b> An exception out of <see cref="ReceiveAsync"/>, <see cref="PreStart"/> or the constructor suspends the mailbox and asks
/// the parent's <see cref="Supervision"/>. The message that failed is not handled again.</para>
/// <para><b>Life.</b> constructor, <see cref="PreStart"/>, messages, <see cref="PostStop"/>. A restart is: children stop,
/// <see cref="PreRestart"/>, the back-off, then a new instance from its constructor on; timers and watches go with the old one, the mailbox stays.</para>
/// </remarks>
public abstract class Actor
{
    private IActorContext? _context;

    /// <summary>The actor's place in the system. Not available in the constructor.</summary>
    /// <exception cref="InvalidOperationException">Used in the constructor.</exception>
    protected IActorContext Context =>
        _context ?? throw new InvalidOperationException("An actor's context is not available in its constructor; use PreStart.");

    /// <summary>Shorthand for <see cref="IActorContext.Self"/>.</summary>
    protected IActorRef Self => Context.Self;

    /// <summary>Shorthand for <see cref="IActorContext.Sender"/>.</summary>
    protected IActorRef Sender => Context.Sender;

    /// <summary>What happens to a child that fails. Read at each failure.</summary>
    protected internal virtual SupervisorStrategy Supervision => SupervisorStrategy.Default;

    /// <summary>Handles one message.</summary>
    protected internal abstract ValueTask ReceiveAsync(object message);

    /// <summary>Runs before the first message, which waits for it.</summary>
    protected internal virtual ValueTask PreStart() => ValueTask.CompletedTask;

    /// <summary>Runs after the last message and after all children have stopped. An exception is reported and ignored.</summary>
    protected internal virtual ValueTask PostStop() => ValueTask.CompletedTask;

    /// <summary>Runs on the instance that failed, before it is replaced; by default <see cref="PostStop"/>. An exception is reported and ignored.</summary>
    /// <param name="cause">The failure.</param>
    /// <param name="message">What was being handled, or null while starting.</param>
    protected internal virtual ValueTask PreRestart(Exception cause, object? message) => PostStop();

    /// <summary>Reports a message that this actor does not know.</summary>
    protected void Unhandled(object message) => Context.System.Report(new Diagnostics.UnhandledMessage(Self.Path, message, Sender.Path));

    internal void Attach(IActorContext context)
    {
        if (_context is not null)
        {
            throw new InvalidOperationException($"Props must make a new {GetType().Name} at each call: this one is '{_context.Self.Path}' already.");
        }

        _context = context;
    }
}
