namespace Orchestrator.Actors.Cells;

/// <summary>The sender of an asked message: whatever it is told first is the answer.</summary>
internal abstract class AskRef(ActorSystem system, ActorPath path) : IActorRef
{
    private static long _count;

    public ActorPath Path => path;

    public static async Task<T> AskAsync<T>(
        ActorSystem system, IActorRef target, object message, TimeSpan timeout, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        cancellationToken.ThrowIfCancellationRequested();
        var answer = new AskRef<T>(system, new ActorPath(null, system.Name) / "ask" / $"${Interlocked.Increment(ref _count)}");
        using var timer = system.Time.CreateTimer(
            _ => answer.Fail(new AskTimeoutException(target.Path, message.GetType(), timeout)), null, timeout, Timeout.InfiniteTimeSpan);
        using var registration = cancellationToken.UnsafeRegister(_ => answer.Cancel(cancellationToken), null);
        target.Tell(message, answer);
        return await answer.Task;
    }

    public abstract void Fail(Exception cause);

    public abstract void Tell(object message, IActorRef? sender = null);

    public Task<T> Ask<T>(object message, TimeSpan timeout, CancellationToken cancellationToken = default) =>
        AskAsync<T>(system, this, message, timeout, cancellationToken);

    public override string ToString() => path.ToString();
}

internal sealed class AskRef<TAnswer>(ActorSystem system, ActorPath path) : AskRef(system, path)
{
    private readonly ActorSystem _system = system;
    private readonly TaskCompletionSource<TAnswer> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<TAnswer> Task => _answer.Task;

    public override void Fail(Exception cause) => _answer.TrySetException(cause);

    public void Cancel(CancellationToken cancellationToken) => _answer.TrySetCanceled(cancellationToken);

    public override void Tell(object message, IActorRef? sender = null)
    {
        ArgumentNullException.ThrowIfNull(message);
        var taken = message switch
        {
            StatusFailure failure => _answer.TrySetException(failure.Cause),
            TAnswer answer => _answer.TrySetResult(answer),
            _ => _answer.TrySetException(new InvalidCastException(
                $"'{sender?.Path}' answered {message.GetType().Name} where {typeof(TAnswer).Name} was asked for.")),
        };
        if (!taken)
        {
            _system.DeadLetter(message, sender, Path);
        }
    }
}
