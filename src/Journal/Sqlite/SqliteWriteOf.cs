namespace Orchestrator.Journal.Sqlite;

/// <inheritdoc />
internal sealed class SqliteWrite<T>(Func<SqliteWrites, T> write, CancellationToken cancellationToken) : SqliteWrite
{
    // Asynchronously, or the callers' code would run on the writer's thread.
    private readonly TaskCompletionSource<T> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T result = default!;
    private Exception? refusal;

    public Task<T> Completion => completion.Task;

    public override void Execute(SqliteWrites writes)
    {
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            result = write(writes);
        }
        catch (Exception e) when (e is JournalConflictException or ArgumentException or OperationCanceledException)
        {
            refusal = e;
        }
    }

    public override void Complete()
    {
        if (refusal is null) completion.SetResult(result);
        else if (refusal is OperationCanceledException) completion.SetCanceled(cancellationToken);
        else completion.SetException(refusal);
    }

    public override void Fail(Exception error) => completion.SetException(error);
}
