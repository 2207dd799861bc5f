using Orchestrator.Torch.Tensors;

namespace Orchestrator.Torch.Modules;

/// <summary>Hyperbolic tangent.</summary>
public sealed class Tanh : Module
{
    /// <inheritdoc />
    public override Tensor Forward(Tensor input) => input.Tanh();
}
