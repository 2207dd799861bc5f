using Orchestrator.Models.Data;
using Orchestrator.Models.Metrics;
using Orchestrator.Models.Torch;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Orchestrator.Models.Tasks;

/// <summary>
/// The loss of <see cref="MultiLabelTask"/> for labels that stay packed in a mapped file, none missing: those of a batch are unpacked when
/// it comes. DeepSEA's
/// 4.4 million rows of 919 labels would be 16 GB as numbers.
/// </summary>
internal sealed class PackedMultiLabelTask : LearningTask
{
    private readonly ValueTargets targets;
    private readonly Device device;
    private readonly float[]? balance; // share of 0 among the training rows, by column

    public PackedMultiLabelTask(ValueTargets targets, ReadOnlySpan<int> training, bool balanced, Device device)
        : base(TaskKind.Labels, targets.Names)
    {
        (this.targets, this.device) = (targets, device);
        if (balanced)
        {
            balance = ShareOfZeros(training);
        }
    }

    public override Tensor Loss(Tensor outputs, Tensor rows, Tensor batch)
    {
        var labels = new float[checked((int)(rows.numel() * targets.Columns))];
        targets.CopyRows(rows.ToArray<int>(), labels, []);
        var weights = new float[labels.Length];
        for (var at = 0; at < labels.Length; at++)
        {
            var column = at % targets.Columns;
            weights[at] = (balance is null ? 1 : labels[at] != 0 ? balance[column] : 1 - balance[column]) / targets.Columns;
        }

        var losses = F.binary_cross_entropy_with_logits(outputs, OnDevice(labels), OnDevice(weights), reduction: nn.Reduction.Sum);
        return losses / batch.numel();
    }

    public override void Dispose()
    {
    }

    private protected override Predictions Predict(float[] outputs, ReadOnlySpan<int> rows) =>
        new LabelPredictions(outputs, targets.Select(rows).Values, targets.Columns, null);

    private Tensor OnDevice(float[] values) =>
        HostTensors.FromSpan<float>(values, values.Length / targets.Columns, targets.Columns).to(device);

    private float[] ShareOfZeros(ReadOnlySpan<int> training)
    {
        var (ones, row) = (new int[targets.Columns], new float[targets.Columns]);
        foreach (var number in training)
        {
            targets.CopyRows([number], row, []);
            for (var column = 0; column < ones.Length; column++)
            {
                ones[column] += row[column] != 0 ? 1 : 0;
            }
        }

        var rows = training.Length;
        return Array.ConvertAll(ones, count => rows == 0 ? 0.5f : (float)(rows - count) / rows);
    }
}
