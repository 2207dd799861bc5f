namespace Orchestrator.Journal.Postgres;

/// <summary>Measurements that wait to be stored.</summary>
internal sealed class MeasurementWrite(IReadOnlyList<MeasurementRow> rows, CancellationToken cancellationToken) : PendingWrite
{
    private readonly TaskCompletionSource completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyList<MeasurementRow> Rows => rows;

    public Task Completion => completion.Task;

    public override int Weight => rows.Count;

    /// <summary>Whether the caller has withdrawn it. Asked once, before it is written.</summary>
    public bool IsWithdrawn => cancellationToken.IsCancellationRequested && completion.TrySetCanceled(cancellationToken);

    public override void Complete() => completion.SetResult();

    public override void Fail(Exception error) => completion.SetException(error);
}
