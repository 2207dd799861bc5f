using Orchestrator.Models.Data;
using Orchestrator.Models.Metrics;
using Orchestrator.Models.Torch;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Orchestrator.Models.Tasks;

/// <summary>
/// Three or more classes, an output each: <c>-sum_i w_y log softmax(z_i)_y / sum_i w_y</c> over the rows of the batch, w_y the weight of
/// the row's class or 1.
/// </summary>
internal sealed class MulticlassTask : LearningTask
{
    private readonly ClassTargets targets;
    private readonly Tensor classes;    // (rows) int64
    private readonly Tensor? weights;   // (classes)

    public MulticlassTask(ClassTargets targets, ReadOnlySpan<int> training, bool balanced, Device device)
        : base(TaskKind.ManyClasses, targets.Names)
    {
        using var scope = NewDisposeScope();
        this.targets = targets;
        classes = HostTensors.FromSpan<long>(Array.ConvertAll(targets.Classes, index => (long)index)).to(device).DetachFromDisposeScope();
        if (balanced)
        {
            weights = HostTensors.FromSpan<float>(ClassBalance.Weights(targets, training)).to(device).DetachFromDisposeScope();
        }
    }

    public override Tensor Loss(Tensor outputs, Tensor rows, Tensor batch)
    {
        var actual = classes.index_select(0, rows);
        if (ReferenceEquals(rows, batch))
        {
            return F.cross_entropy(outputs, actual, weights);
        }

        var sum = F.cross_entropy(outputs, actual, weights, reduction: nn.Reduction.Sum);
        return weights is null ? sum / batch.numel() : sum / weights.index_select(0, classes.index_select(0, batch)).sum();
    }

    public override void Dispose()
    {
        classes.Dispose();
        weights?.Dispose();
    }

    private protected override Predictions Predict(float[] outputs, ReadOnlySpan<int> rows) =>
        ClassPredictions.FromLogits(outputs, targets.Select(rows).Classes);
}
