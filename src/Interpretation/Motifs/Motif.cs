using Orchestrator.Models.Data.Sequences;

namespace Orchestrator.Interpretation.Motifs;

/// <summary>A short pattern of DNA: for each of its positions how often each base is there.</summary>
public sealed class Motif
{
    private const int Bases = DnaAlphabet.Bases;

    private readonly double[] probabilities; // (width, 4)

    /// <param name="name">Its name, without blanks.</param>
    /// <param name="frequencies">(width, 4), row-major, in the order A C G T: counts or probabilities, each position with a sum above
    /// 0.</param>
    /// <param name="sites">Subsequences that it was made of; 0 = unknown.</param>
    /// <param name="alternateName">Another name; null = none.</param>
    /// <exception cref="ArgumentException">The frequencies are none.</exception>
    public Motif(string name, ReadOnlySpan<double> frequencies, double sites = 0, string? alternateName = null)
    {
        if (frequencies.IsEmpty || frequencies.Length % Bases != 0)
        {
            throw new ArgumentException($"{frequencies.Length} frequencies are not four a position.", nameof(frequencies));
        }

        probabilities = new double[frequencies.Length];
        for (var at = 0; at < probabilities.Length; at += Bases)
        {
            var column = frequencies.Slice(at, Bases);
            var sum = 0.0;
            foreach (var frequency in column)
            {
                sum += frequency >= 0 && double.IsFinite(frequency) ? frequency
                    : throw new ArgumentException($"A frequency is not {frequency}.", nameof(frequencies));
            }

            if (sum <= 0)
            {
                throw new ArgumentException($"Position {at / Bases + 1} has no base at all.", nameof(frequencies));
            }

            for (var letter = 0; letter < Bases; letter++)
            {
                probabilities[at + letter] = column[letter] / sum;
            }
        }

        (Name, AlternateName, Sites) = (name, alternateName, sites);
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Another name; null = none.</summary>
    public string? AlternateName { get; }

    /// <summary>Subsequences that it was made of; 0 = unknown.</summary>
    public double Sites { get; }

    /// <summary>Number of positions, at least 1.</summary>
    public int Width => probabilities.Length / Bases;

    /// <summary>The probabilities of one position, in the order A C G T.</summary>
    public ReadOnlySpan<double> this[int position] => probabilities.AsSpan(position * Bases, Bases);

    /// <summary>The likeliest base of each position; N where none is as likely as one half.</summary>
    public string Consensus => string.Concat(Enumerable.Range(0, Width).Select(position =>
    {
        var likeliest = 0;
        for (var letter = 1; letter < Bases; letter++)
        {
            likeliest = this[position][letter] > this[position][likeliest] ? letter : likeliest;
        }

        return this[position][likeliest] >= 0.5 ? DnaAlphabet.Decode((byte)likeliest) : 'N';
    }));

    /// <summary>The same on the other strand.</summary>
    public Motif ReverseComplement()
    {
        var reversed = (double[])probabilities.Clone();
        Array.Reverse(reversed); // A C G T turned round is T G C A
        return new(Name, reversed, Sites, AlternateName);
    }

    /// <summary>Bits that each position tells, from 0 to 2 where all bases are as likely: <c>sum_b p_b log2(p_b / background_b)</c>
    /// (Schneider et al. 1986).</summary>
    /// <param name="background">How likely each base is anyway; null = a quarter each.</param>
    public double[] Information(IReadOnlyList<double>? background = null)
    {
        var bits = new double[Width];
        for (var at = 0; at < probabilities.Length; at++)
        {
            var (p, anyway) = (probabilities[at], background?[at % Bases] ?? 1.0 / Bases);
            bits[at / Bases] += p > 0 ? p * Math.Log2(p / anyway) : 0;
        }

        return bits;
    }
}
