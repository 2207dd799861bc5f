using static TorchSharp.torch;

namespace Orchestrator.Models.Torch.Layers;

/// <summary>Where rows of different lengths end, known on their own device alone: packed sequences want the lengths on the CPU, for which a
/// GPU would be waited for.</summary>
internal sealed class PaddedRows
{
    private readonly Tensor last;       // (batch, 1, 1): the last step of each row
    private readonly Tensor reversal;   // (batch, steps, 1): where a step goes when each row is read from its own end

    /// <param name="lengths">(batch) 64-bit integers from 1.</param>
    /// <param name="steps">Of the longest row, padding included.</param>
    public PaddedRows(Tensor lengths, long steps)
    {
        var place = arange(steps, int64, lengths.device).view(1, -1, 1);
        last = lengths.view(-1, 1, 1) - 1;
        Present = place.le(last);
        reversal = where(Present, last - place, place);
    }

    /// <summary>(batch, steps, 1): whether a row has not ended.</summary>
    public Tensor Present { get; }

    /// <summary>(batch, steps, features) with every row turned round at its own end; twice is none.</summary>
    public Tensor Reversed(Tensor rows) => rows.gather(1, reversal.expand(-1, -1, rows.shape[2]));

    /// <summary>(batch, steps, features) with zeros behind every row's end.</summary>
    public Tensor Cleared(Tensor rows) => rows * Present;

    /// <summary>(batch, features): each row's last step.</summary>
    public Tensor Last(Tensor rows) => rows.gather(1, last.expand(-1, -1, rows.shape[2])).squeeze(1);
}
