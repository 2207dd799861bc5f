namespace Orchestrator.Actors.Transport;

/// <summary>One process's connection to what carries messages between processes: named inboxes, and word of who is there.</summary>
/// <remarks>
/// <para><b>Delivery.</b> At least once. Messages of one sender to one inbox arrive in the order in which their sends were awaited. A receiver
/// deduplicates by <see cref="TransportMessage.Id"/>: it stores the id in the same transaction as what the message causes.</para>
/// <para><b>Inboxes</b> exist from their first mention and keep messages until a receiver has handled them. Any number may stand ready at an inbox;
/// one at a time is served, the next takes over when it is gone. One whose name begins with <c>~</c> belongs to one life of its receiver, and may be
/// forgotten when nobody has stood ready at it for an hour.</para>
/// <para><b>Presence</b> belongs to the connection: it ends with it, however it ends. How soon others notice is the implementation's
/// (a dead process: at once or within a heartbeat; a frozen one: within a few).</para>
/// <para><b>Exceptions.</b> <see cref="TransportException"/>: the outcome is unknown; repeat with the same id.
/// <see cref="ObjectDisposedException"/> after disposal.</para>
/// <para><b>Threads.</b> All members may be called concurrently. Disposal closes the receivers (see <see cref="ReceiveAsync"/>), then the connection.</para>
/// </remarks>
public interface ITransport : IAsyncDisposable
{
    /// <summary>Hands a message over. On return it survives this process, and as much more as the implementation promises.</summary>
    /// <param name="inbox">The recipient's name; need not be received from yet.</param>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Gives up waiting: the outcome is unknown.</param>
    ValueTask SendAsync(string inbox, TransportMessage message, CancellationToken cancellationToken = default);

    /// <summary>Stands ready at an inbox.</summary>
    /// <param name="inbox">The name.</param>
    /// <param name="handler">Gets the messages in order, one batch after the other.</param>
    /// <param name="maxBatch">The most messages at once, from 1. A batch never waits to become full.</param>
    /// <param name="cancellationToken">Gives up while the receiver is not in place.</param>
    /// <returns>Disposing lets the batch under way finish, acknowledges it, and makes place for the next receiver. Not to be awaited in the handler.</returns>
    ValueTask<IAsyncDisposable> ReceiveAsync(
        string inbox, DeliveryHandler handler, int maxBatch = 1, CancellationToken cancellationToken = default);

    /// <summary>Makes this process known under a name until the returned handle or the connection ends.</summary>
    /// <exception cref="InvalidOperationException">Someone is present under that name.</exception>
    ValueTask<IAsyncDisposable> AppearAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Tells who is present: first everyone who is, then each change, in order, one at a time.</summary>
    /// <param name="observer">Returns quickly: typically it tells an actor.</param>
    /// <param name="cancellationToken">Gives up while the observer is not in place.</param>
    ValueTask<IAsyncDisposable> ObserveAsync(Action<PresenceChange> observer, CancellationToken cancellationToken = default);
}
