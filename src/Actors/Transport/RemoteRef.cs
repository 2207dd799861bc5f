namespace Orchestrator.Actors.Transport;

/// <summary>Sends an actor's messages to an inbox on another machine, one after the other.</summary>
/// <param name="transport">Carries them.</param>
/// <param name="sender">The inbox to answer to.</param>
/// <param name="recipient">The inbox that gets them.</param>
/// <param name="encode">Writes a message as manifest and JSON.</param>
/// <remarks>
/// A send whose outcome is unknown is repeated under the same id: the recipient recognises it. It gives up only when its actor stops.
/// </remarks>
public sealed class RemoteRef(ITransport transport, string sender, string recipient, Func<object, (string Manifest, string Json)> encode)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Hands a message over.</summary>
    /// <param name="message">One that <c>encode</c> knows.</param>
    /// <param name="time">The clock of the pause between repetitions.</param>
    /// <param name="stopping">Gives up.</param>
    public async ValueTask SendAsync(object message, TimeProvider time, CancellationToken stopping)
    {
        var (manifest, json) = encode(message);
        var envelope = new TransportMessage(Guid.NewGuid().ToString("N"), sender, manifest, json);
        while (true)
        {
            try
            {
                await transport.SendAsync(recipient, envelope, stopping);
                return;
            }
            catch (TransportException)
            {
                await Task.Delay(Pause, time, stopping);
            }
        }
    }
}
