using Orchestrator.Torch.Tensors;

namespace Orchestrator.Torch.Modules;

/// <summary>x where positive, else slope * x.</summary>
public sealed class LeakyRelu(double slope = 0.01) : Module
{
    /// <inheritdoc />
    public override Tensor Forward(Tensor input) => input.LeakyRelu(slope);
}
