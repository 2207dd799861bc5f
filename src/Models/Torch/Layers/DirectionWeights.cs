using static TorchSharp.torch;

namespace Orchestrator.Models.Torch.Layers;

/// <summary>The weights of one direction of a recurrent layer.</summary>
/// <param name="Input">W_ih (gates x units, inputs).</param>
/// <param name="Recurrent">W_hh (gates x units, units).</param>
/// <param name="InputBias">b_ih (gates x units).</param>
/// <param name="RecurrentBias">b_hh (gates x units).</param>
internal readonly record struct DirectionWeights(Tensor Input, Tensor Recurrent, Tensor InputBias, Tensor RecurrentBias)
{
    /// <summary>In the order that libtorch wants them.</summary>
    public Tensor[] All => [Input, Recurrent, InputBias, RecurrentBias];
}
