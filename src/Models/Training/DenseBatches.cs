using Orchestrator.Models.Data;
using Orchestrator.Torch.Tensors;

namespace Orchestrator.Models.Training;

/// <summary>Inputs that lie on the device as a whole, so that a step copies nothing to it.</summary>
internal sealed class DenseBatches : BatchSource
{
    private readonly Tensor inputs; // (rows, ...): uint8 codes of sequences, otherwise floats

    public DenseBatches(Inputs inputs, Device device)
    {
        using var scope = new Scope();
        this.inputs = (inputs switch
        {
            SequenceInputs sequences => Codes(sequences),
            FloatInputs numbers => Tensor.FromArray<float>(numbers.Values, [numbers.Rows, .. numbers.RowShape.Select(extent => (long)extent)]),
            _ => throw new NotSupportedException(inputs.GetType().Name),
        }).To(device).Keep();
    }

    /// <inheritdoc />
    public override Tensor Take(RowSelection rows)
    {
        var batch = inputs.IndexSelect(0, rows.OnDevice);
        return batch.DType == DType.UInt8 ? batch.To(DType.Int64) : batch; // a byte a base in memory, an index in the step
    }

    /// <inheritdoc />
    public override void Dispose() => inputs.Dispose();

    private static Tensor Codes(SequenceInputs sequences)
    {
        var codes = new byte[sequences.Rows * sequences.Length];
        for (var row = 0; row < sequences.Rows; row++) sequences.Codes(row).CopyTo(codes.AsSpan(row * sequences.Length));
        return Tensor.FromArray<byte>(codes, sequences.Rows, sequences.Length);
    }
}
