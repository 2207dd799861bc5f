using Orchestrator.Models.Data;
using Orchestrator.Models.Metrics;
using Orchestrator.Models.Torch;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Orchestrator.Models.Tasks;

/// <summary>Numbers: <c>sum m (z - y)^2 / sum m</c> over the values of the batch, m being 1 where a value is known and 0 where it is
/// missing.</summary>
internal sealed class RegressionTask : LearningTask
{
    private readonly ValueTargets targets;
    private readonly Tensor values;     // (rows, columns)
    private readonly Tensor? mask;      // (rows, columns) 1 or 0

    public RegressionTask(ValueTargets targets, Device device)
        : base(TaskKind.Values, targets.Names)
    {
        using var scope = NewDisposeScope();
        this.targets = targets;
        values = HostTensors.FromSpan<float>(targets.Values, targets.Rows, targets.Columns).to(device).DetachFromDisposeScope();
        if (!targets.HasMissing)
        {
            return;
        }

        mask = HostTensors.FromSpan<float>(Known([.. Enumerable.Range(0, targets.Rows)], 1f, 0f), targets.Rows, targets.Columns).to(device)
            .DetachFromDisposeScope();
    }

    public override Tensor Loss(Tensor outputs, Tensor rows, Tensor batch)
    {
        var actual = values.index_select(0, rows);
        if (mask is null)
        {
            return F.mse_loss(outputs, actual, nn.Reduction.Sum) / (batch.numel() * targets.Columns);
        }

        var known = mask.index_select(0, batch).sum().clamp(min: 1); // a batch without any known value has loss 0
        return ((outputs - actual).square() * mask.index_select(0, rows)).sum() / known;
    }

    public override void Dispose()
    {
        values.Dispose();
        mask?.Dispose();
    }

    private protected override Predictions Predict(float[] outputs, ReadOnlySpan<int> rows)
    {
        var actual = new float[checked(rows.Length * targets.Columns)];
        targets.CopyRows(rows, actual, []);
        return new ValuePredictions(outputs, actual, targets.Columns, targets.HasMissing ? Known(rows, true, false) : null);
    }

    private T[] Known<T>(ReadOnlySpan<int> rows, T yes, T no)
    {
        var known = new T[checked(rows.Length * targets.Columns)];
        for (var at = 0; at < known.Length; at++)
        {
            known[at] = targets.IsKnown(rows[at / targets.Columns], at % targets.Columns) ? yes : no;
        }

        return known;
    }
}
