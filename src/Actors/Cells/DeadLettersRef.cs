namespace Orchestrator.Actors.Cells;

internal sealed class DeadLettersRef(ActorSystem system, ActorPath path) : IActorRef
{
    public ActorPath Path => path;

    public void Tell(object message, IActorRef? sender = null)
    {
        ArgumentNullException.ThrowIfNull(message);
        system.DeadLetter(message, sender, path);
    }

    public Task<T> Ask<T>(object message, TimeSpan timeout, CancellationToken cancellationToken = default) =>
        AskRef.AskAsync<T>(system, this, message, timeout, cancellationToken);

    public override string ToString() => path.ToString();
}
