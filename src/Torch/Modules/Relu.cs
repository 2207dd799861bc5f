using Orchestrator.Torch.Tensors;

namespace Orchestrator.Torch.Modules;

/// <summary>max(0, x).</summary>
public sealed class Relu : Module
{
    /// <inheritdoc />
    public override Tensor Forward(Tensor input) => input.Relu();
}
