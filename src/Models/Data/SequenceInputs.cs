using Orchestrator.Models.Data.Memory;
using Orchestrator.Models.Data.Sequences;

namespace Orchestrator.Models.Data;

/// <summary>
/// DNA sequences as codes of <see cref="DnaAlphabet"/>, padded at the end to one length. A row is seen either as its codes
/// (<see cref="CopyCodes"/>, for an embedding) or one-hot as (length, 4) floats (<see cref="CopyRows"/>, for a convolution).
/// </summary>
public sealed class SequenceInputs : Inputs
{
    /// <param name="codes">(rows, length) codes, padded with <see cref="DnaAlphabet.Padding"/>. Kept, not copied.</param>
    /// <param name="length">Padded length of every row, at least 1.</param>
    /// <exception cref="ArgumentException">The number of codes is not a multiple of the length.</exception>
    public SequenceInputs(byte[] codes, int length)
        : this((Block<byte>)codes, length)
    {
    }

    /// <inheritdoc cref="SequenceInputs(byte[], int)"/>
    public SequenceInputs(Block<byte> codes, int length)
        : base(checked((int)(codes.Length / length)), length, DnaAlphabet.Bases)
    {
        Require((long)Rows * length, codes.Length, nameof(codes));
        Block = codes;
    }

    /// <inheritdoc />
    public override bool IsMapped => Block.IsMapped;

    /// <summary>All codes where they lie.</summary>
    internal Block<byte> Block { get; }

    /// <summary>Length of every row, padding included.</summary>
    public int Length => RowShape[0];

    /// <summary>Encodes and pads sequences.</summary>
    /// <param name="sequences">Letters; checked by the reader with <see cref="DnaAlphabet.TryEncode"/>.</param>
    /// <exception cref="ArgumentException">A letter is not a nucleotide code, or every sequence is empty.</exception>
    public static SequenceInputs Encode(IReadOnlyList<string> sequences)
    {
        var length = sequences.Max(sequence => sequence.Length);
        var codes = new byte[checked(sequences.Count * length)];
        Array.Fill(codes, DnaAlphabet.Padding);
        for (var row = 0; row < sequences.Count; row++)
        {
            for (var i = 0; i < sequences[row].Length; i++)
            {
                if (!DnaAlphabet.TryEncode(sequences[row][i], out codes[row * length + i]))
                {
                    throw new ArgumentException($"'{sequences[row][i]}' in sequence {row} is not a nucleotide code.", nameof(sequences));
                }
            }
        }

        return new(codes, length);
    }

    /// <summary>The codes of one row, padding included, without a copy.</summary>
    public ReadOnlySpan<byte> Codes(int row) => Block.Slice((long)row * Length, Length);

    /// <summary>Length of one row's sequence without its padding.</summary>
    public int LengthOf(int row) => Codes(row).LastIndexOfAnyExcept(DnaAlphabet.Padding) + 1;

    /// <summary>Writes codes as indices for an embedding of <see cref="DnaAlphabet.Count"/> entries.</summary>
    /// <param name="rows">Row numbers.</param>
    /// <param name="destination">Exactly rows x <see cref="Length"/> values.</param>
    public void CopyCodes(ReadOnlySpan<int> rows, Span<long> destination)
    {
        Require((long)rows.Length * Length, destination.Length, nameof(destination));
        for (var i = 0; i < rows.Length; i++)
        {
            var source = Codes(rows[i]);
            var target = destination.Slice(i * Length, Length);
            for (var j = 0; j < source.Length; j++)
            {
                target[j] = source[j];
            }
        }
    }

    /// <summary>Writes rows one-hot: (rows, <see cref="Length"/>, 4) in the order A C G T; N is 1/4 each, padding 0.</summary>
    public override void CopyRows(ReadOnlySpan<int> rows, Span<float> destination)
    {
        Require((long)rows.Length * RowLength, destination.Length, nameof(destination));
        var position = 0;
        foreach (var row in rows)
        {
            foreach (var code in Codes(row))
            {
                DnaAlphabet.OneHot(code).CopyTo(destination[position..]);
                position += DnaAlphabet.Bases;
            }
        }
    }

    /// <summary>The rows without padding that all of them have beyond a length.</summary>
    internal SequenceInputs Shortened(int length)
    {
        var codes = new byte[checked(Rows * length)];
        for (var row = 0; row < Rows; row++)
        {
            Codes(row)[..length].CopyTo(codes.AsSpan(row * length));
        }

        return new(codes, length);
    }

    /// <summary>The codes of all rows, padded to a length that is not below <see cref="Length"/>.</summary>
    internal byte[] Padded(int length)
    {
        var padded = new byte[checked(Rows * length)];
        Array.Fill(padded, DnaAlphabet.Padding);
        for (var row = 0; row < Rows; row++)
        {
            Codes(row).CopyTo(padded.AsSpan(row * length));
        }

        return padded;
    }

    /// <inheritdoc />
    public override SequenceInputs Select(ReadOnlySpan<int> rows)
    {
        var selected = new byte[checked(rows.Length * Length)];
        for (var i = 0; i < rows.Length; i++)
        {
            Codes(rows[i]).CopyTo(selected.AsSpan(i * Length));
        }

        return new(selected, Length);
    }
}
