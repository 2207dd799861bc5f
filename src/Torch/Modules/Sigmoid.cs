using Orchestrator.Torch.Tensors;

namespace Orchestrator.Torch.Modules;

/// <summary>1 / (1 + e^-x).</summary>
public sealed class Sigmoid : Module
{
    /// <inheritdoc />
    public override Tensor Forward(Tensor input) => input.Sigmoid();
}
