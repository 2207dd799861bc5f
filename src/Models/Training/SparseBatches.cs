using Orchestrator.Models.Data;
using Orchestrator.Models.Torch;
using static TorchSharp.torch;

namespace Orchestrator.Models.Training;

/// <summary>Inputs that stay sparse in memory: of a batch, only its entries travel to the device, which spreads them over zeros.</summary>
internal sealed class SparseBatches(SparseInputs inputs, Device device) : BatchSource
{
    private readonly bool valued = Enumerable.Range(0, inputs.Rows).Any(row => !inputs.ValuesOf(row).IsEmpty); // otherwise every entry is 1

    /// <inheritdoc />
    public override Tensor Take(RowSelection rows)
    {
        var numbers = rows.Numbers.Span;
        var (positions, values) = Entries(numbers);
        var flat = zeros((long)numbers.Length * inputs.Width, device: device);
        var places = HostTensors.FromSpan<long>(positions).to(device);
        flat.scatter_(0, places, values is null ? ones(positions.Length, device: device) : HostTensors.FromSpan<float>(values).to(device));
        return flat.reshape(numbers.Length, inputs.Width);
    }

    /// <summary>Where in the batch, row-major, the entries of its rows go, and their values; null = all 1.</summary>
    private (long[] Positions, float[]? Values) Entries(ReadOnlySpan<int> rows)
    {
        var count = 0;
        foreach (var row in rows)
        {
            count += inputs.ColumnsOf(row).Length;
        }

        var positions = new long[count];
        var values = valued ? new float[count] : null;
        var at = 0;
        for (var i = 0; i < rows.Length; i++)
        {
            if (values is not null)
            {
                inputs.ValuesOf(rows[i]).CopyTo(values.AsSpan(at));
            }

            foreach (var column in inputs.ColumnsOf(rows[i]))
            {
                positions[at++] = (long)i * inputs.Width + column;
            }
        }

        return (positions, values);
    }
}
