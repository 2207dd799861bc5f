using Orchestrator.Torch.Tensors;

namespace Orchestrator.Torch.Modules;

/// <summary>Joins the dimensions from <paramref name="start"/> on: (batch, channels, length) -> (batch, channels * length).</summary>
public sealed class Flatten(int start = 1) : Module
{
    /// <inheritdoc />
    public override Tensor Forward(Tensor input) => input.Flatten(start);
}
