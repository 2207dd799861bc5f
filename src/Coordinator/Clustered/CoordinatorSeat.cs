using Orchestrator.Actors.Transport;
using Orchestrator.Contracts.Protocol;

namespace Orchestrator.Coordinator.Clustered;

/// <summary>The one place of a coordinator in a cluster. Whoever is present under its name has it; the others stand by.</summary>
/// <remarks>A coordinator that is cut off may believe for a moment that it still has the seat. The journal's owner epochs see to it that it can write nothing.</remarks>
public static class CoordinatorSeat
{
    /// <summary>Waits until the seat is free, and takes it. Disposing gives it up.</summary>
    public static async Task<IAsyncDisposable> TakeAsync(ITransport transport, CancellationToken cancellationToken)
    {
        while (true)
        {
            var free = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using var watch = await transport.ObserveAsync(
                change =>
                {
                    if (change is { Name: Inboxes.Coordinator, Present: false }) free.TrySetResult();
                },
                cancellationToken).ConfigureAwait(false);
            try
            {
                return await transport.AppearAsync(Inboxes.Coordinator, cancellationToken).ConfigureAwait(false);
            }
            catch (InvalidOperationException) // somebody has it
            {
                await free.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
