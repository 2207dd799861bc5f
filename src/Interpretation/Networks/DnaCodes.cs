using Orchestrator.Models.Data.Sequences;
using static TorchSharp.torch;

namespace Orchestrator.Interpretation.Networks;

/// <summary>Weights of the six codes of DNA, (rows, length x 6), seen as those of the four bases.</summary>
internal static class DnaCodes
{
    /// <summary>(rows, length, 1): 1 where a row has ended.</summary>
    public static Tensor Ended(Tensor rows) => rows.reshape(rows.shape[0], -1, DnaAlphabet.Count).narrow(2, DnaAlphabet.Padding, 1);

    /// <summary>Contributions of codes as those of bases, (rows, length x 4), with the same sum: an unknown base is a quarter of
    /// each.</summary>
    public static Tensor ShareOut(Tensor contributions)
    {
        var codes = contributions.reshape(contributions.shape[0], -1, DnaAlphabet.Count);
        return (codes.narrow(2, 0, DnaAlphabet.Bases) + codes.narrow(2, DnaAlphabet.Unknown, 1) / DnaAlphabet.Bases).flatten(1);
    }

    /// <summary>Gradients by the bases, (rows, length x 4), less their mean over the bases of the position; 0 where a row has
    /// ended.</summary>
    /// <remarks>The weights of the bases add up to 1: what the gradient says along all four at once is outside of the data, and arbitrary
    /// (Majdandzic et al. 2023, Genome Biology 24).</remarks>
    public static Tensor Centred(Tensor gradients, Tensor rows)
    {
        var bases = gradients.reshape(gradients.shape[0], -1, DnaAlphabet.Count).narrow(2, 0, DnaAlphabet.Bases);
        return ((bases - bases.mean([2], keepdim: true)) * (1 - Ended(rows))).flatten(1);
    }
}
