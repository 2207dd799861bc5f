using Orchestrator.Models.Data;
using Orchestrator.Torch.Tensors;

namespace Orchestrator.Models.Training;

/// <summary>A data set with the name of its content, and its inputs on a device.</summary>
internal sealed class LoadedData : IDisposable
{
    private readonly Tensor inputs; // (rows, ...): uint8 codes of sequences, otherwise floats

    public LoadedData(DataSet set, string fingerprint, Device device)
    {
        using var scope = new Scope();
        (Set, Fingerprint, Device) = (set, fingerprint, device);
        inputs = (set.Inputs switch
        {
            SequenceInputs sequences => Codes(sequences),
            FloatInputs numbers => Tensor.FromArray<float>(numbers.Values, Shape(numbers)),
            _ => throw new NotSupportedException(set.Inputs.GetType().Name),
        }).To(device).Keep();
    }

    /// <summary>The rows in plain arrays.</summary>
    public DataSet Set { get; }

    /// <summary>Names the content.</summary>
    public string Fingerprint { get; }

    /// <summary>Where the inputs lie.</summary>
    public Device Device { get; }

    /// <summary>Row numbers as a tensor on the device.</summary>
    public Tensor Rows(long[] rows) => Tensor.FromArray(rows).To(Device);

    /// <summary>A batch as a network takes it: int64 codes of sequences, otherwise floats.</summary>
    /// <param name="rows">(batch) int64 row numbers, on the device.</param>
    public Tensor Batch(Tensor rows)
    {
        var batch = inputs.IndexSelect(0, rows);
        return batch.DType == DType.UInt8 ? batch.To(DType.Int64) : batch; // a byte a base in memory, an index in the step
    }

    /// <inheritdoc />
    public void Dispose() => inputs.Dispose();

    private static Tensor Codes(SequenceInputs sequences)
    {
        var codes = new byte[sequences.Rows * sequences.Length];
        for (var row = 0; row < sequences.Rows; row++) sequences.Codes(row).CopyTo(codes.AsSpan(row * sequences.Length));
        return Tensor.FromArray<byte>(codes, sequences.Rows, sequences.Length);
    }

    private static long[] Shape(Inputs inputs) => [inputs.Rows, .. inputs.RowShape.Select(extent => (long)extent)];
}
