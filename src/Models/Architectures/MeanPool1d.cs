using Orchestrator.Torch.Modules;
using Orchestrator.Torch.Native;
using Orchestrator.Torch.Tensors;

namespace Orchestrator.Models.Architectures;

/// <summary>Mean of each window: (batch, channels, length) -> (batch, channels, length / width), the rest left out.</summary>
internal sealed class MeanPool1d(int width) : Module
{
    private static readonly Operator Pool = new("aten::avg_pool1d");

    /// <inheritdoc />
    public override Tensor Forward(Tensor input) => Pool.Call(input, new long[] { width }, new long[] { width });
}
