using Orchestrator.Models.Data;
using Orchestrator.Models.Torch;
using static TorchSharp.torch;

namespace Orchestrator.Models.Training;

/// <summary>
/// Inputs that stay where they are, in a mapped file: of a batch, only its rows are copied. So data larger than memory can be trained on,
/// and processes on one machine share a copy of what is smaller.
/// </summary>
internal sealed class HostBatches(Inputs inputs, Device device) : BatchSource
{
    private readonly long[] rowShape = [.. inputs.RowShape.Select(extent => (long)extent)];

    /// <inheritdoc />
    public override Tensor Take(RowSelection rows)
    {
        var numbers = rows.Numbers.Span;
        if (inputs is SequenceInputs sequences)
        {
            return Codes(sequences, numbers).to(device).to(int64);
        }

        var batch = HostTensors.Empty<float>([numbers.Length, .. rowShape]);
        for (var i = 0; i < numbers.Length; i++)
        {
            inputs.CopyRows(numbers.Slice(i, 1), HostTensors.Rows<float>(batch, (long)i * inputs.RowLength, inputs.RowLength));
        }

        return batch.to(device);
    }
}
