using Orchestrator.Torch.Tensors;

namespace Orchestrator.Torch.Optimizers;

/// <summary>Stochastic gradient descent, with momentum v = momentum v + g if wanted (Sutskever et al. 2013, in PyTorch's form).</summary>
/// <param name="parameters">What is trained.</param>
/// <param name="learningRate">Step size.</param>
/// <param name="momentum">In [0, 1).</param>
/// <param name="weightDecay">L2 penalty.</param>
/// <param name="nesterov">Steps by g + momentum v instead of v.</param>
public sealed class Sgd(IReadOnlyList<Tensor> parameters, double learningRate, double momentum = 0, double weightDecay = 0, bool nesterov = false)
    : Optimizer(parameters, learningRate, weightDecay, momentum > 0 ? ["velocity"] : [])
{
    private protected override void Update(int index, Tensor parameter, Tensor gradient)
    {
        if (momentum > 0)
        {
            var velocity = Slot(0, index).Mul_(momentum).Add_(gradient);
            gradient = nesterov ? gradient + momentum * velocity : velocity;
        }
        parameter.Add_(gradient, -LearningRate);
    }
}
