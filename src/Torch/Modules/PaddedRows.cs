using Orchestrator.Torch.Tensors;

namespace Orchestrator.Torch.Modules;

/// <summary>Where rows of different lengths end, known on their own device alone.</summary>
internal sealed class PaddedRows
{
    private readonly Tensor last;       // (batch, 1, 1): the last step of each row
    private readonly Tensor reversal;   // (batch, steps, 1): where a step goes when each row is read from its own end

    /// <param name="lengths">(batch) 64-bit integers from 1.</param>
    /// <param name="steps">Of the longest row, padding included.</param>
    public PaddedRows(Tensor lengths, long steps)
    {
        var place = Tensor.Arange(steps, lengths.Device).View(1, -1, 1);
        last = lengths.View(-1, 1, 1) - Tensor.Scalar(1L, device: lengths.Device);
        Present = place.Le(last);
        reversal = Tensor.Where(Present, last - place, place);
    }

    /// <summary>(batch, steps, 1): whether a row has not ended.</summary>
    public Tensor Present { get; }

    /// <summary>(batch, steps, features) with every row turned round at its own end; twice is none.</summary>
    public Tensor Reversed(Tensor rows) => rows.Gather(1, reversal.Expand(-1, -1, rows.Size(2)));

    /// <summary>(batch, steps, features) with zeros behind every row's end.</summary>
    public Tensor Cleared(Tensor rows) => rows * Present;

    /// <summary>(batch, features): each row's last step.</summary>
    public Tensor Last(Tensor rows) => rows.Gather(1, last.Expand(-1, -1, rows.Size(2))).Squeeze(1);
}
