using Orchestrator.Torch.Native;
using Orchestrator.Torch.Tensors;

namespace Orchestrator.Torch.Losses;

/// <summary>What training makes small.</summary>
public static class Loss
{
    private static readonly Operator MseOperator = new("aten::mse_loss"), CrossEntropyOperator = new("aten::cross_entropy_loss");
    private static readonly Operator BinaryOperator = new("aten::binary_cross_entropy"), LogitsOperator = new("aten::binary_cross_entropy_with_logits");

    /// <summary>(prediction - target)^2, both of one shape.</summary>
    public static Tensor Mse(Tensor prediction, Tensor target, Reduction reduction = Reduction.Mean) => MseOperator.Call(prediction, target, (int)reduction);

    /// <summary>-log softmax(logits)[class].</summary>
    /// <param name="logits">(batch, classes).</param>
    /// <param name="classes">(batch) 64-bit integers.</param>
    /// <param name="classWeights">(classes), or null.</param>
    /// <param name="reduction">The mean is divided by the sum of the weights.</param>
    public static Tensor CrossEntropy(Tensor logits, Tensor classes, Tensor? classWeights = null, Reduction reduction = Reduction.Mean) =>
        CrossEntropyOperator.Call(logits, classes, classWeights, (int)reduction);

    /// <summary>-(y log p + (1 - y) log(1 - p)), of probabilities.</summary>
    /// <param name="probability">In [0, 1].</param>
    /// <param name="target">In [0, 1], of the same shape.</param>
    /// <param name="weight">Of each element, or null.</param>
    /// <param name="reduction">What becomes of the elements.</param>
    public static Tensor BinaryCrossEntropy(Tensor probability, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean) =>
        BinaryOperator.Call(probability, target, weight, (int)reduction);

    /// <summary>The same of logits, computed stably: p = sigmoid(logit).</summary>
    /// <param name="logits">Any real numbers.</param>
    /// <param name="target">In [0, 1], of the same shape.</param>
    /// <param name="weight">Of each element, or null.</param>
    /// <param name="positiveWeight">Factor of the positive term, or null.</param>
    /// <param name="reduction">What becomes of the elements.</param>
    public static Tensor BinaryCrossEntropyWithLogits(
        Tensor logits, Tensor target, Tensor? weight = null, Tensor? positiveWeight = null, Reduction reduction = Reduction.Mean) =>
        LogitsOperator.Call(logits, target, weight, positiveWeight, (int)reduction);
}
