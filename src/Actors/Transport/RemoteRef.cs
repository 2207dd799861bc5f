namespace Orchestrator.Actors.Transport;

/// <summary>Sends an actor's messages to an inbox on another machine, in order.</summary>
/// <param name="transport">Carries them.</param>
/// <param name="sender">The inbox to answer to.</param>
/// <param name="recipient">The inbox that gets them.</param>
/// <param name="encode">Writes a message as manifest and JSON.</param>
/// <remarks>
/// <para>What has gathered travels together (see <see cref="MessageBatch"/>), and many batches are under way at a time. One whose outcome is unknown is
/// repeated under the same id, and all after it: the recipient recognises them. That it is, is noticed with the next batch or
/// <see cref="FlushAsync"/>. It gives up only when its actor stops.</para>
/// <para>Not thread-safe: an actor's.</para>
/// </remarks>
public sealed class RemoteRef(ITransport transport, string sender, string recipient, Func<object, (string Manifest, string Json)> encode)
{
    private const int Window = 256;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly List<(string Manifest, string Json)> _waiting = [];
    private readonly Queue<(TransportMessage Message, Task Sent)> _underWay = [];

    /// <summary>Takes a message, which goes with the next <see cref="DispatchAsync"/>.</summary>
    /// <param name="message">One that <c>encode</c> knows.</param>
    /// <returns>Whether none waited: then the actor tells itself to dispatch, behind all that is in its mailbox already.</returns>
    public bool Add(object message)
    {
        _waiting.Add(encode(message));
        return _waiting.Count == 1;
    }

    /// <summary>Sends off what waits. On return it is on its way, after all earlier messages.</summary>
    /// <param name="time">The clock of the pause between repetitions.</param>
    /// <param name="stopping">Gives up.</param>
    public async ValueTask DispatchAsync(TimeProvider time, CancellationToken stopping)
    {
        foreach (var batch in _waiting.Chunk(MessageBatch.MostMessages))
        {
            await SettleAsync(Window - 1, time, stopping);
            var (manifest, json) = MessageBatch.Pack(batch);
            Begin(new TransportMessage(Guid.NewGuid().ToString("N"), sender, manifest, json), stopping);
        }

        _waiting.Clear();
    }

    /// <summary>Sends off what waits, and returns when all is handed over.</summary>
    public async ValueTask FlushAsync(TimeProvider time, CancellationToken stopping)
    {
        await DispatchAsync(time, stopping);
        await SettleAsync(0, time, stopping);
    }

    private void Begin(TransportMessage message, CancellationToken stopping) =>
        _underWay.Enqueue((message, transport.SendAsync(recipient, message, stopping).AsTask()));

    /// <summary>Takes note of what has arrived, and waits until no more than so many are under way.</summary>
    private async ValueTask SettleAsync(int atMost, TimeProvider time, CancellationToken stopping)
    {
        while (_underWay.TryPeek(out var oldest) && (oldest.Sent.IsCompleted || _underWay.Count > atMost))
        {
            try
            {
                await oldest.Sent;
                _underWay.Dequeue();
            }
            catch (TransportException)
            {
                await Task.Delay(Pause, time, stopping);
                var again = _underWay.ToArray();
                _underWay.Clear();
                foreach (var (message, sent) in again)
                {
                    await sent.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
                    Begin(message, stopping);
                }
            }
        }
    }
}
