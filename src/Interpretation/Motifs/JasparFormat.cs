using Orchestrator.Models.Data;
using Orchestrator.Models.Data.Sequences;

namespace Orchestrator.Interpretation.Motifs;

/// <summary>JASPAR's format (https://jaspar.elixir.no/docs): <c>&gt;</c> with matrix id and name, then counts, a line a base, with or
/// without the base in front and brackets around.</summary>
internal static class JasparFormat
{
    private const string Letters = "ACGT";

    /// <summary>Reads a file that begins with <c>&gt;</c>.</summary>
    /// <exception cref="DataFormatException">It is damaged.</exception>
    public static IReadOnlyList<Motif> Read(MotifLines lines)
    {
        var motifs = new List<Motif>();
        while (lines.Peek() is not null)
        {
            var head = lines.Take("a motif");
            if (!head.StartsWith('>'))
            {
                throw lines.Wrong($"'{MotifFile.Shortened(head)}' does not begin a motif", "A motif begins with '>' and its name");
            }

            var words = head[1..].Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries);
            motifs.Add(words.Length > 0
                ? ReadCounts(lines, words[0], words.Length > 1 ? words[1] : null)
                : throw lines.Wrong("the motif has no name", "Write it behind '>'"));
        }

        return motifs;
    }

    private static Motif ReadCounts(MotifLines lines, string name, string? alternate)
    {
        var rows = new double[DnaAlphabet.Bases][];
        for (var letter = 0; letter < rows.Length; letter++)
        {
            var text = lines.Take($"the counts of {Letters[letter]} of the motif {name}");
            if (text.Length > 0 && char.IsAsciiLetter(text[0]))
            {
                if (char.ToUpperInvariant(text[0]) != Letters[letter])
                {
                    throw lines.Wrong($"the counts of {text[0]} stand where those of {Letters[letter]} of the motif {name} should be",
                        "The order is A C G T");
                }

                text = text[1..];
            }

            rows[letter] = lines.Numbers(text.Trim().TrimStart('[').TrimEnd(']'));
            if (rows[letter].Length == 0 || rows[letter].Length != rows[0].Length)
            {
                throw lines.Wrong($"{Letters[letter]} of the motif {name} has {rows[letter].Length} counts, A has {rows[0].Length}",
                    "Each base has a count for each position");
            }
        }

        var frequencies = new double[rows[0].Length * DnaAlphabet.Bases];
        for (var at = 0; at < frequencies.Length; at++)
        {
            frequencies[at] = rows[at % DnaAlphabet.Bases][at / DnaAlphabet.Bases];
        }

        for (var position = 0; position < rows[0].Length; position++)
        {
            if (rows.Sum(row => row[position]) == 0)
            {
                throw lines.Wrong($"position {position + 1} of the motif {name} has no counts", "Give it some, or take the position out");
            }
        }

        return new(name, frequencies, rows.Sum(row => row[0]), alternate);
    }
}
