using Orchestrator.Models.Catalog;
using Orchestrator.Models.Data;
using Orchestrator.Models.Metrics;
using Orchestrator.Torch.Losses;
using Orchestrator.Torch.Tensors;

namespace Orchestrator.Models.Tasks;

/// <summary>
/// Three or more classes, an output each: <c>-sum_i w_y log softmax(z_i)_y / sum_i w_y</c> over the rows of the batch, w_y the weight of the row's
/// class or 1.
/// </summary>
internal sealed class ManyClassTask : LearningTask
{
    private readonly ClassTargets targets;
    private readonly Tensor classes;    // (rows) int64
    private readonly Tensor? weights;   // (classes)

    public ManyClassTask(ClassTargets targets, ReadOnlySpan<int> training, bool balanced, Device device)
        : base(TaskKind.ManyClasses, targets.Names)
    {
        using var scope = new Scope();
        this.targets = targets;
        classes = Tensor.FromArray<long>(Array.ConvertAll(targets.Classes, index => (long)index)).To(device).Keep();
        if (balanced) weights = Tensor.FromArray<float>(ClassBalance.Weights(targets, training)).To(device).Keep();
    }

    public override Tensor Loss(Tensor outputs, Tensor rows, Tensor batch)
    {
        var actual = classes.IndexSelect(0, rows);
        if (ReferenceEquals(rows, batch)) return Torch.Losses.Loss.CrossEntropy(outputs, actual, weights);
        var sum = Torch.Losses.Loss.CrossEntropy(outputs, actual, weights, Reduction.Sum);
        return weights is null ? sum / batch.Count : sum / weights.IndexSelect(0, classes.IndexSelect(0, batch)).Sum();
    }

    public override void Dispose()
    {
        classes.Dispose();
        weights?.Dispose();
    }

    private protected override Predictions Predict(float[] outputs, ReadOnlySpan<int> rows) =>
        ClassPredictions.FromLogits(outputs, targets.Select(rows).Classes);
}
