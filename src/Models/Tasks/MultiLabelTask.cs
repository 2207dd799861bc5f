using Orchestrator.Models.Data;
using Orchestrator.Models.Metrics;
using Orchestrator.Models.Torch;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Orchestrator.Models.Tasks;

/// <summary>
/// Several labels a row, some missing: multi-weighted masked binary cross-entropy, the mean over rows of
/// <c>sum_d m_d [-a_d y_d log s(z_d) - (1 - a_d)(1 - y_d) log(1 - s(z_d))] / sum_d m_d</c>, m_d being 1 where the label is known (Chen et
/// al. 2019, EBioMedicine
/// 43, WDNN). Balanced, a_d is the share of 0 among the training rows' known labels, so that both answers weigh the same; otherwise every
/// weight is 1.
/// </summary>
internal sealed class MultiLabelTask : LearningTask
{
    private readonly ValueTargets targets;
    private readonly Tensor labels;     // (rows, columns) 0 or 1
    private readonly Tensor weights;    // (rows, columns): m (a y + (1 - a)(1 - y)) / sum_d m

    public MultiLabelTask(ValueTargets targets, ReadOnlySpan<int> training, bool balanced, Device device)
        : base(TaskKind.Labels, targets.Names)
    {
        using var scope = NewDisposeScope();
        this.targets = targets;
        labels = HostTensors.FromSpan<float>(targets.Values, targets.Rows, targets.Columns).to(device).DetachFromDisposeScope();
        weights = HostTensors.FromSpan<float>(Weights(balanced ? Balance(training) : null), targets.Rows, targets.Columns).to(device)
            .DetachFromDisposeScope();
    }

    public override Tensor Loss(Tensor outputs, Tensor rows, Tensor batch)
    {
        var losses =
            F.binary_cross_entropy_with_logits(outputs, labels.index_select(0, rows), weights.index_select(0, rows),
                reduction: nn.Reduction.Sum);
        return losses / batch.numel();
    }

    public override void Dispose()
    {
        labels.Dispose();
        weights.Dispose();
    }

    private protected override Predictions Predict(float[] outputs, ReadOnlySpan<int> rows)
    {
        var selected = targets.Select(rows);
        var known = new bool[selected.Values.Length];
        for (var at = 0; at < known.Length; at++)
        {
            known[at] = selected.IsKnown(at / targets.Columns, at % targets.Columns);
        }

        return new LabelPredictions(outputs, selected.Values, targets.Columns, targets.HasMissing ? known : null);
    }

    /// <summary>The share of 0 among a column's known labels; one half where nothing is known.</summary>
    private float[] Balance(ReadOnlySpan<int> training)
    {
        var shares = new float[targets.Columns];
        for (var column = 0; column < shares.Length; column++)
        {
            int known = 0, zeros = 0;
            foreach (var row in training)
            {
                if (!targets.IsKnown(row, column))
                {
                    continue;
                }

                known++;
                if (targets.Values[row * targets.Columns + column] == 0)
                {
                    zeros++;
                }
            }

            shares[column] = known == 0 ? 0.5f : (float)zeros / known;
        }

        return shares;
    }

    private float[] Weights(float[]? balance)
    {
        var all = new float[targets.Values.Length];
        for (var row = 0; row < targets.Rows; row++)
        {
            var known = 0;
            for (var column = 0; column < targets.Columns; column++)
            {
                known += targets.IsKnown(row, column) ? 1 : 0;
            }

            for (var column = 0; column < targets.Columns; column++)
            {
                var at = row * targets.Columns + column;
                if (!targets.IsKnown(row, column))
                {
                    continue;
                }

                var weight = balance is null ? 1 : targets.Values[at] != 0 ? balance[column] : 1 - balance[column];
                all[at] = weight / known;
            }
        }

        return all;
    }
}
