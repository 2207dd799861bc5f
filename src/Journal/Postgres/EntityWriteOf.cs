namespace Orchestrator.Journal.Postgres;

/// <inheritdoc />
internal sealed class EntityWrite<T>(
    string persistenceId, bool creates, int weight, Func<EntityChanges, T> decide, CancellationToken cancellationToken)
    : EntityWrite(persistenceId, creates)
{
    // Asynchronously, or the callers' code would hold up the next commit.
    private readonly TaskCompletionSource<T> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T result = default!;
    private Exception? refusal;

    public Task<T> Completion => completion.Task;

    public override int Weight => weight;

    public override void Decide(EntityChanges changes)
    {
        refusal = null;
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            result = decide(changes);
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
