using Orchestrator.Models.Data;
using Orchestrator.Models.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace Orchestrator.Models.Training;

/// <summary>Inputs that lie on the device as a whole, so that a step copies nothing to it.</summary>
internal sealed class DenseBatches : BatchSource
{
    private readonly Tensor inputs; // (rows, ...): uint8 codes of sequences, otherwise floats

    public DenseBatches(Inputs inputs, Device device)
    {
        using var scope = NewDisposeScope();
        this.inputs = (inputs switch
        {
            SequenceInputs sequences => Codes(sequences, [.. Enumerable.Range(0, sequences.Rows)]),
            FloatInputs numbers => Numbers(numbers),
            _ => throw new NotSupportedException(inputs.GetType().Name),
        }).to(device).DetachFromDisposeScope();
    }

    /// <inheritdoc />
    public override Tensor Take(RowSelection rows)
    {
        var batch = inputs.index_select(0, rows.OnDevice);
        return batch.dtype == ScalarType.Byte ? batch.to(int64) : batch; // a byte a base in memory, an index in the step
    }

    /// <inheritdoc />
    public override void Dispose() => inputs.Dispose();

    private static Tensor Numbers(FloatInputs numbers)
    {
        var values = HostTensors.Empty<float>([numbers.Rows, .. numbers.RowShape.Select(extent => (long)extent)]);
        for (var row = 0; row < numbers.Rows; row++)
        {
            numbers.Row(row).CopyTo(HostTensors.Rows<float>(values, (long)row * numbers.RowLength, numbers.RowLength));
        }

        return values;
    }
}
