using static TorchSharp.torch;

namespace Orchestrator.Models.Architectures;

/// <summary>
/// A long row as a short sequence: (batch, features), zero-padded, to channels (batch, width, steps), step t holding features t * width to
/// (t + 1) * width - 1.
/// </summary>
internal sealed class FoldedRows : nn.Module<Tensor, Tensor>
{
    private readonly int features, steps;

    /// <param name="features">Length of a row.</param>
    /// <param name="steps">Length of the sequence.</param>
    public FoldedRows(int features, int steps) : base(nameof(FoldedRows)) =>
        (this.features, this.steps, Width) = (features, steps, (features + steps - 1) / steps);

    /// <summary>Features of a step.</summary>
    public int Width { get; }

    /// <inheritdoc />
    public override Tensor forward(Tensor input)
    {
        var missing = steps * Width - features;
        var padded = missing == 0 ? input : nn.functional.pad(input, [0, missing]);
        return padded.reshape(-1, steps, Width).transpose(1, 2);
    }
}
