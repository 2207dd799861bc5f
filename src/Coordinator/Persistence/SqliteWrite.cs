namespace Orchestrator.Coordinator.Persistence;

/// <summary>A write that waits for its turn; then its outcome waits for the commit.</summary>
internal abstract class SqliteWrite
{
    /// <summary>Writes, unless it was withdrawn. An error spoils the whole transaction.</summary>
    public abstract void Execute(SqliteWrites writes);

    /// <summary>After the commit: tells the outcome.</summary>
    public abstract void Complete();

    /// <summary>Instead of the commit.</summary>
    public abstract void Fail(Exception error);
}

/// <inheritdoc />
internal sealed class SqliteWrite<T>(Func<SqliteWrites, T> write, CancellationToken ct) : SqliteWrite
{
    // Asynchronously, or the callers' code would run on the writer's thread.
    private readonly TaskCompletionSource<T> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T result = default!;

    public Task<T> Completion => completion.Task;

    public override void Execute(SqliteWrites writes)
    {
        if (!ct.IsCancellationRequested || !completion.TrySetCanceled(ct))
        {
            result = write(writes);
        }
    }

    public override void Complete() => completion.TrySetResult(result);

    public override void Fail(Exception error) => completion.TrySetException(error);
}
