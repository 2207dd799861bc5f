using Orchestrator.Torch.Modules;
using Orchestrator.Torch.Tensors;

namespace Orchestrator.Models.Architectures;

/// <summary>
/// A long row as a short sequence: (batch, features), zero-padded, to channels (batch, width, steps), step t holding features t * width to
/// (t + 1) * width - 1.
/// </summary>
internal sealed class FoldedRows : Module
{
    private readonly int features, steps;

    /// <param name="features">Length of a row.</param>
    /// <param name="steps">Length of the sequence.</param>
    public FoldedRows(int features, int steps) => (this.features, this.steps, Width) = (features, steps, (features + steps - 1) / steps);

    /// <summary>Features of a step.</summary>
    public int Width { get; }

    /// <inheritdoc />
    public override Tensor Forward(Tensor input)
    {
        var missing = steps * Width - features;
        var padded = missing == 0 ? input : Tensor.Cat([input, Tensor.Zeros([input.Size(0), missing], input.DType, input.Device)], 1);
        return padded.Reshape(input.Size(0), steps, Width).Transpose(1, 2);
    }
}
