namespace Orchestrator.Models.Data.Sequences;

/// <summary>
/// Nucleotides as small integers: A 0, C 1, G 2, T 3, N 4 and a padding code of its own, 5. U reads as T; the other IUPAC ambiguity
/// letters read as N; upper and lower case are the same.
/// </summary>
/// <remarks>Padding never shares a code with a base: a network that cannot tell "no base" from "A" learns sequence lengths as
/// adenines.</remarks>
public static class DnaAlphabet
{
    /// <summary>Number of bases, the width of a one-hot row.</summary>
    public const int Bases = 4;

    /// <summary>An unknown base.</summary>
    public const byte Unknown = 4;

    /// <summary>No base: past the end of a sequence.</summary>
    public const byte Padding = 5;

    /// <summary>Number of codes, padding included: the size of an embedding.</summary>
    public const int Count = 6;

    private const byte Invalid = 255;

    private static readonly byte[] CodeOfLetter = Codes();

    private static readonly float[] OneHotOfCode =
    [
        1, 0, 0, 0,
        0, 1, 0, 0,
        0, 0, 1, 0,
        0, 0, 0, 1,
        0.25f, 0.25f, 0.25f, 0.25f,
        0, 0, 0, 0,
    ];

    /// <summary>The code of a letter; false when it is none of the IUPAC nucleotide letters (NC-IUB 1984).</summary>
    public static bool TryEncode(char letter, out byte code)
    {
        code = letter < CodeOfLetter.Length ? CodeOfLetter[letter] : Invalid;
        return code != Invalid;
    }

    /// <summary>The letter of a code; <c>-</c> for padding.</summary>
    public static char Decode(byte code) => "ACGTN-"[code];

    /// <summary>The <see cref="Bases"/> values of a code, in the order A C G T; N is spread evenly, padding is zero.</summary>
    public static ReadOnlySpan<float> OneHot(byte code) => OneHotOfCode.AsSpan(code * Bases, Bases);

    private static byte[] Codes()
    {
        var codes = new byte[128];
        Array.Fill(codes, Invalid);
        foreach (
            var (letters, code) in new (string, byte)[] { ("Aa", 0), ("Cc", 1), ("Gg", 2), ("TtUu", 3),
                ("NnRrYySsWwKkMmBbDdHhVv", Unknown) })
        {
            foreach (var letter in letters)
            {
                codes[letter] = code;
            }
        }

        return codes;
    }
}
