using RabbitMQ.Client;

namespace Orchestrator.Actors.Transport.RabbitMq;

/// <summary>A message on its way to the broker.</summary>
internal sealed record Parcel(string Queue, BasicProperties Properties, byte[] Body)
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Done when the broker has it.</summary>
    public Task Done => _done.Task;

    public void Confirm() => _done.TrySetResult();

    public void Fail(Exception error) => _done.TrySetException(error);

    /// <summary>The sender waits no longer.</summary>
    public void GiveUp(CancellationToken cancellationToken) => _done.TrySetCanceled(cancellationToken);
}
