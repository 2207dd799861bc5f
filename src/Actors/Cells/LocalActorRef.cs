namespace Orchestrator.Actors.Cells;

internal sealed class LocalActorRef(ActorCell cell, ActorPath path) : IActorRef
{
    public ActorCell Cell => cell;

    public ActorPath Path => path;

    public void Tell(object message, IActorRef? sender = null) => cell.Tell(message, sender);

    public Task<T> Ask<T>(object message, TimeSpan timeout, CancellationToken cancellationToken = default) =>
        AskRef.AskAsync<T>(cell.System, this, message, timeout, cancellationToken);

    public override string ToString() => path.ToString();
}
