using Orchestrator.Models.Data;
using Orchestrator.Models.Metrics;
using Orchestrator.Models.Torch;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Orchestrator.Models.Tasks;

/// <summary>
/// Two classes, one output z: <c>-(w_y / batch) sum_i [y_i log s(z_i) + (1 - y_i) log(1 - s(z_i))]</c> with s the logistic function, w_y
/// the weight of the row's class or 1.
/// </summary>
internal sealed class BinaryTask : LearningTask
{
    private readonly ClassTargets targets;
    private readonly Tensor labels;     // (rows, 1) 0 or 1
    private readonly Tensor? weights;   // (rows, 1)

    public BinaryTask(ClassTargets targets, ReadOnlySpan<int> training, bool balanced, Device device)
        : base(TaskKind.TwoClasses, targets.Names)
    {
        this.targets = targets;
        labels = Column(Array.ConvertAll(targets.Classes, index => (float)index), device);
        if (!balanced)
        {
            return;
        }

        var ofClass = ClassBalance.Weights(targets, training);
        weights = Column(Array.ConvertAll(targets.Classes, index => ofClass[index]), device);
    }

    public override Tensor Loss(Tensor outputs, Tensor rows, Tensor batch) =>
        F.binary_cross_entropy_with_logits(outputs, labels.index_select(0, rows), weights?.index_select(0, rows),
            reduction: nn.Reduction.Sum) / batch.numel();

    public override void Dispose()
    {
        labels.Dispose();
        weights?.Dispose();
    }

    private protected override Predictions Predict(float[] outputs, ReadOnlySpan<int> rows) =>
        ClassPredictions.FromLogits(outputs, targets.Select(rows).Classes);

    private static Tensor Column(float[] values, Device device)
    {
        using var scope = NewDisposeScope();
        return HostTensors.FromSpan<float>(values, values.Length, 1).to(device).DetachFromDisposeScope();
    }
}
