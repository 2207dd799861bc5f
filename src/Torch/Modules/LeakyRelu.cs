using Orchestrator.Torch.Tensors;

namespace Orchestrator.Torch.Modules;

/// <summary>x where positive, else slope * x.</summary>
/// <param name="slope">At least 0.</param>
/// <param name="inPlace">
/// Whether the input's own memory takes the result, which spares a pass over it. Only where nothing else reads the input: after a
/// convolution or a linear map.
/// </param>
public sealed class LeakyRelu(double slope = 0.01, bool inPlace = false) : Module
{
    /// <inheritdoc />
    public override Tensor Forward(Tensor input) => inPlace ? input.LeakyRelu_(slope) : input.LeakyRelu(slope);
}
