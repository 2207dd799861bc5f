using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Orchestrator.Models.Torch.Optimizers;

/// <summary>Stochastic gradient descent, with momentum v = momentum v + g if wanted (Sutskever et al. 2013, in PyTorch's form).</summary>
/// <param name="parameters">What is trained.</param>
/// <param name="learningRate">Step size.</param>
/// <param name="momentum">In [0, 1).</param>
/// <param name="weightDecay">L2 penalty: it is added to the gradient times the weight.</param>
/// <param name="nesterov">Steps by g + momentum v instead of v.</param>
internal sealed class Sgd(IEnumerable<Parameter> parameters, double learningRate, double momentum = 0, double weightDecay = 0,
    bool nesterov = false)
    : Optimizer(parameters, learningRate, weightDecay, momentum > 0 ? ["velocity"] : [])
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

            if (momentum > 0)
            {
                var velocity = Slot(0, i).mul_(momentum).add_(gradient);
                gradient = nesterov ? gradient.add(velocity, momentum) : velocity;
            }

            parameter.add_(gradient, -LearningRate);
        }
    }
}
