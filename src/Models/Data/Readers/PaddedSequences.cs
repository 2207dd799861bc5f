using System.Globalization;
using Orchestrator.Models.Data.Sequences;

namespace Orchestrator.Models.Data.Readers;

/// <summary>Sequences of a file as inputs, all of the longest one's length.</summary>
internal static class PaddedSequences
{
    /// <summary>What to do about a letter that is none.</summary>
    public const string Letters = "Use A, C, G, T, U, N or an IUPAC ambiguity letter, without gaps";

    /// <summary>The first letter that is not a nucleotide; null = all are.</summary>
    public static char? Strange(ReadOnlySpan<char> sequence)
    {
        foreach (var letter in sequence)
        {
            if (!DnaAlphabet.TryEncode(letter, out _))
            {
                return letter;
            }
        }

        return null;
    }

    /// <summary>Encodes and pads sequences.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="sequences">Letters of the alphabet; none is empty.</param>
    /// <param name="placeOf">Where a row's sequence stands, for messages.</param>
    /// <exception cref="DataFormatException">Padded, they are more than an array holds.</exception>
    public static SequenceInputs Encode(string path, IReadOnlyList<string> sequences, Func<int, string> placeOf)
    {
        var longest = sequences.Index().MaxBy(sequence => sequence.Item.Length);
        if ((long)sequences.Count * longest.Item.Length > Array.MaxLength)
        {
            var median = sequences.Select(sequence => sequence.Length).Order().ElementAt(sequences.Count / 2);
            throw new DataFormatException(path, placeOf(longest.Index), string.Create(CultureInfo.InvariantCulture,
                $"the longest of {sequences.Count} sequences has {longest.Item.Length:N0} bases, half of them at most {median:N0}; all are "
                    + $"padded to its length, which takes {(long)sequences.Count * longest.Item.Length / 1e9:0.0} GB, and at most "
                    + $"{Array.MaxLength / 1e9:0.0} GB fit"),
                "Cut it, or leave it out");
        }

        return SequenceInputs.Encode(sequences);
    }

    /// <summary>What the longest sequence costs, where padding is most of the memory; null where it is not.</summary>
    /// <param name="inputs">The sequences.</param>
    /// <param name="nameOf">What a row is called.</param>
    public static string? Remark(SequenceInputs inputs, Func<int, string> nameOf)
    {
        const long Large = 64 << 20;
        var total = (long)inputs.Rows * inputs.Length;
        if (total < Large)
        {
            return null;
        }

        var (bases, longest) = (0L, 0);
        for (var row = 0; row < inputs.Rows; row++)
        {
            var length = inputs.LengthOf(row);
            bases += length;
            longest = length == inputs.Length ? row : longest;
        }

        return bases >= total / 10
            ? null
            : string.Create(CultureInfo.InvariantCulture,
                $"'{nameOf(longest)}' has {inputs.Length:N0} bases, and all {inputs.Rows:N0} sequences are padded to its length: "
                    + $"{total / 1e6:0} MB, of which {bases / 1e6:0} MB are bases");
    }
}
