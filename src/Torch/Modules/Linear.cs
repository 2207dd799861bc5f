using Orchestrator.Torch.Randomness;
using Orchestrator.Torch.Tensors;

namespace Orchestrator.Torch.Modules;

/// <summary>y = x W^T + b: (.., inputs) -> (.., outputs).</summary>
public sealed class Linear : Module
{
    private readonly Tensor weight;
    private readonly Tensor? bias;

    /// <param name="inputs">Features in.</param>
    /// <param name="outputs">Features out.</param>
    /// <param name="generator">Draws the weights.</param>
    /// <param name="bias">Whether there is a b.</param>
    /// <param name="initialisation">How the weights begin.</param>
    public Linear(int inputs, int outputs, Generator generator, bool bias = true, Initialisation initialisation = Initialisation.TorchDefault)
    {
        weight = RegisterParameter("weight", Weights.Draw([outputs, inputs], inputs, outputs, initialisation, generator));
        if (bias) this.bias = RegisterParameter("bias", Weights.DrawBias(outputs, inputs, initialisation, generator));
    }

    /// <inheritdoc />
    public override Tensor Forward(Tensor input) => input.LinearMap(weight, bias);
}
