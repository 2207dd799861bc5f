using Orchestrator.Models.Catalog;
using Orchestrator.Models.Data;
using Orchestrator.Models.Metrics;
using Orchestrator.Torch.Losses;
using Orchestrator.Torch.Tensors;

namespace Orchestrator.Models.Tasks;

/// <summary>Numbers: <c>sum m (z - y)^2 / sum m</c> over the values of the batch, m being 1 where a value is known and 0 where it is missing.</summary>
internal sealed class ValueTask : LearningTask
{
    private readonly ValueTargets targets;
    private readonly Tensor values;     // (rows, columns)
    private readonly Tensor? mask;      // (rows, columns) 1 or 0

    public ValueTask(ValueTargets targets, Device device)
        : base(TaskKind.Values, targets.Names)
    {
        using var scope = new Scope();
        this.targets = targets;
        values = Tensor.FromArray<float>(targets.Values, targets.Rows, targets.Columns).To(device).Keep();
        if (!targets.HasMissing) return;
        mask = Tensor.FromArray<float>(Known([.. Enumerable.Range(0, targets.Rows)], 1f, 0f), targets.Rows, targets.Columns).To(device).Keep();
    }

    public override Tensor Loss(Tensor outputs, Tensor rows, Tensor batch)
    {
        var actual = values.IndexSelect(0, rows);
        if (mask is null) return Torch.Losses.Loss.Mse(outputs, actual, Reduction.Sum) / (batch.Count * targets.Columns);
        var known = mask.IndexSelect(0, batch).Sum().Clamp(min: 1); // a batch without any known value has loss 0
        return ((outputs - actual).Square() * mask.IndexSelect(0, rows)).Sum() / known;
    }

    public override void Dispose()
    {
        values.Dispose();
        mask?.Dispose();
    }

    private protected override Predictions Predict(float[] outputs, ReadOnlySpan<int> rows)
    {
        var actual = new float[rows.Length * targets.Columns];
        targets.CopyRows(rows, actual, []);
        return new ValuePredictions(outputs, actual, targets.Columns, targets.HasMissing ? Known(rows, true, false) : null);
    }

    private T[] Known<T>(ReadOnlySpan<int> rows, T yes, T no)
    {
        var known = new T[rows.Length * targets.Columns];
        for (var at = 0; at < known.Length; at++) known[at] = targets.IsKnown(rows[at / targets.Columns], at % targets.Columns) ? yes : no;
        return known;
    }
}
