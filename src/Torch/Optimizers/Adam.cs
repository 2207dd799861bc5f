using Orchestrator.Torch.Native;
using Orchestrator.Torch.Tensors;

namespace Orchestrator.Torch.Optimizers;

/// <summary>Adam (Kingma &amp; Ba 2015, algorithm 1), in the order of operations that PyTorch has.</summary>
/// <param name="parameters">What is trained.</param>
/// <param name="learningRate">Step size.</param>
/// <param name="beta1">Decay of the mean of gradients, in [0, 1).</param>
/// <param name="beta2">Decay of the mean of their squares, in [0, 1).</param>
/// <param name="epsilon">Keeps the denominator from 0.</param>
/// <param name="weightDecay">L2 penalty.</param>
public sealed class Adam(
    IReadOnlyList<Tensor> parameters, double learningRate = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 0)
    : Optimizer(parameters, learningRate, weightDecay, "mean", "square")
{
    private static readonly Operator AddProduct = new("aten::addcmul_"), AddQuotient = new("aten::addcdiv_");

    private protected override void Update(int index, Tensor parameter, Tensor gradient)
    {
        var (mean, square) = (Slot(0, index), Slot(1, index));
        var (correction1, correction2) = (1 - Math.Pow(beta1, StepCount), 1 - Math.Pow(beta2, StepCount));
        mean.Mul_(beta1).Add_(gradient, 1 - beta1);
        square.Mul_(beta2);
        AddProduct.CallInPlace(square, gradient, gradient, 1 - beta2);
        var denominator = square.Sqrt().Div_(Math.Sqrt(correction2)).AddScalar_(epsilon);
        AddQuotient.CallInPlace(parameter, mean, denominator, -LearningRate / correction1);
    }
}
