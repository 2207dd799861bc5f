using Orchestrator.Models.Data;
using Orchestrator.Torch.Tensors;

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
            var codes = new byte[numbers.Length * sequences.Length];
            for (var i = 0; i < numbers.Length; i++) sequences.Codes(numbers[i]).CopyTo(codes.AsSpan(i * sequences.Length));
            return Tensor.FromArray<byte>(codes, numbers.Length, sequences.Length).To(device).To(DType.Int64);
        }

        var values = new float[checked(numbers.Length * inputs.RowLength)];
        inputs.CopyRows(numbers, values);
        return Tensor.FromArray<float>(values, [numbers.Length, .. rowShape]).To(device);
    }
}
