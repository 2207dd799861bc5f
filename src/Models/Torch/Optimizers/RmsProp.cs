using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Orchestrator.Models.Torch.Optimizers;

/// <summary>RMSprop (Hinton, Coursera lecture 6e): steps by g / sqrt(mean of g^2), in PyTorch's form.</summary>
/// <param name="parameters">What is trained.</param>
/// <param name="learningRate">Step size.</param>
/// <param name="alpha">Decay of the mean of squares, in [0, 1).</param>
/// <param name="epsilon">Keeps the denominator from 0.</param>
/// <param name="momentum">In [0, 1).</param>
/// <param name="weightDecay">L2 penalty: it is added to the gradient times the weight.</param>
internal sealed class RmsProp(
    IEnumerable<Parameter> parameters, double learningRate = 1e-2, double alpha = 0.99, double epsilon = 1e-8, double momentum = 0,
        double weightDecay = 0)
    : Optimizer(parameters, learningRate, weightDecay, momentum > 0 ? ["square", "velocity"] : ["square"])
{
    private protected override void Update(int[] trained, Tensor[] gradients)
    {
        foreach (var (i, plain) in trained.Zip(gradients))
        {
            var (parameter, gradient) = (Parameters[i], plain);
            if (WeightDecay != 0)
            {
                gradient = gradient.add(parameter, WeightDecay);
            }

            var square = Slot(0, i).mul_(alpha).addcmul_(gradient, gradient, 1 - alpha);
            var denominator = square.sqrt().add_(epsilon);
            if (momentum > 0)
            {
                parameter.add_(Slot(1, i).mul_(momentum).addcdiv_(gradient, denominator, 1), -LearningRate);
            }
            else
            {
                parameter.addcdiv_(gradient, denominator, -LearningRate);
            }
        }
    }
}
