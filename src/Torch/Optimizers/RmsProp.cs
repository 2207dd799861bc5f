using Orchestrator.Torch.Native;
using Orchestrator.Torch.Tensors;

namespace Orchestrator.Torch.Optimizers;

/// <summary>RMSprop (Hinton, Coursera lecture 6e): steps by g / sqrt(mean of g^2), in PyTorch's form.</summary>
/// <param name="parameters">What is trained.</param>
/// <param name="learningRate">Step size.</param>
/// <param name="alpha">Decay of the mean of squares, in [0, 1).</param>
/// <param name="epsilon">Keeps the denominator from 0.</param>
/// <param name="momentum">In [0, 1).</param>
/// <param name="weightDecay">L2 penalty.</param>
public sealed class RmsProp(
    IReadOnlyList<Tensor> parameters, double learningRate = 1e-2, double alpha = 0.99, double epsilon = 1e-8, double momentum = 0, double weightDecay = 0)
    : Optimizer(parameters, learningRate, weightDecay, momentum > 0 ? ["square", "velocity"] : ["square"])
{
    private static readonly Operator AddProduct = new("aten::addcmul_"), AddQuotient = new("aten::addcdiv_");

    private protected override void Update(int index, Tensor parameter, Tensor gradient)
    {
        var square = Slot(0, index).Mul_(alpha);
        AddProduct.CallInPlace(square, gradient, gradient, 1 - alpha);
        var denominator = square.Sqrt().AddScalar_(epsilon);
        if (momentum > 0)
        {
            var velocity = Slot(1, index).Mul_(momentum);
            AddQuotient.CallInPlace(velocity, gradient, denominator, 1.0);
            parameter.Add_(velocity, -LearningRate);
        }
        else
        {
            AddQuotient.CallInPlace(parameter, gradient, denominator, -LearningRate);
        }
    }
}
