using System.Text.Json;
using Orchestrator.Actors.Transport;

namespace Orchestrator.Cluster.Tests.Scripted;

/// <summary>A connection whose sends, or whose handling of what arrives, a <see cref="Sabotage"/> may hold up.</summary>
internal sealed class TamperedTransport(ITransport inner, Sabotage sabotage) : ITransport
{
    public async ValueTask SendAsync(string inbox, TransportMessage message, CancellationToken cancellationToken = default) =>
        await sabotage.DoAsync(Labels(message), async () =>
        {
            await inner.SendAsync(inbox, message, cancellationToken);
            return true;
        });

    public ValueTask<IAsyncDisposable> ReceiveAsync(string inbox, DeliveryHandler handler, int maxBatch = 1, CancellationToken cancellationToken = default) =>
        inner.ReceiveAsync(
            inbox,
            async (deliveries, abandoned) => await sabotage.DoAsync(deliveries.SelectMany(d => Labels(d.Message)).Select(label => $"handled {label}"), async () =>
            {
                await handler(deliveries, abandoned);
                return true;
            }),
            maxBatch,
            cancellationToken);

    public ValueTask<IAsyncDisposable> AppearAsync(string name, CancellationToken cancellationToken = default) => inner.AppearAsync(name, cancellationToken);

    public ValueTask<IAsyncDisposable> ObserveAsync(Action<PresenceChange> observer, CancellationToken cancellationToken = default) =>
        inner.ObserveAsync(observer, cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    // Of a letter between coordinators, what is in it.
    private static IEnumerable<string> Labels(TransportMessage message) =>
        from one in MessageBatch.Unpack(message)
        select one.Manifest == "sweep-letter/1" ? $"letter {JsonDocument.Parse(one.Json).RootElement.GetProperty("manifest").GetString()}" : one.Manifest;
}
