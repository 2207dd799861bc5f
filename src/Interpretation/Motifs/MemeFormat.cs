using System.Globalization;
using System.Text;
using Orchestrator.Models.Data;
using Orchestrator.Models.Data.Sequences;

namespace Orchestrator.Interpretation.Motifs;

/// <summary>The minimal motif format of the MEME suite (https://meme-suite.org/meme/doc/meme-format.html).</summary>
public static class MemeFormat
{
    private const string Matrix = "letter-probability matrix:", Alphabet = "ALPHABET";
    private const double Tolerance = 0.02; // files have three digits or so

    /// <summary>Motifs as text.</summary>
    /// <param name="motifs">At least one.</param>
    /// <param name="background">How likely each base is anyway; null = a quarter each.</param>
    public static string Write(IEnumerable<Motif> motifs, IReadOnlyList<double>? background = null)
    {
        var text = new StringBuilder("MEME version 4\n\nALPHABET= ACGT\n\nstrands: + -\n\nBackground letter frequencies\n");
        text.AppendJoin(' ', Enumerable.Range(0, DnaAlphabet.Bases).Select(letter =>
            $"{DnaAlphabet.Decode((byte)letter)} {Digits(background?[letter] ?? 1.0 / DnaAlphabet.Bases)}")).Append('\n');
        foreach (var motif in motifs)
        {
            text.Append(CultureInfo.InvariantCulture, $"\nMOTIF {Word(motif.Name)} {Word(motif.AlternateName ?? motif.Consensus)}\n")
                .Append(CultureInfo.InvariantCulture, $"{Matrix} alength= 4 w= {motif.Width} nsites= {motif.Sites:0.###} E= 0\n");
            for (var position = 0; position < motif.Width; position++)
            {
                text.Append(' ').AppendJoin("  ", motif[position].ToArray().Select(Digits)).Append('\n');
            }
        }

        return text.ToString();
    }

    /// <summary>Reads a file that begins with <c>MEME version</c>.</summary>
    /// <exception cref="DataFormatException">It is damaged, or of another alphabet.</exception>
    internal static IReadOnlyList<Motif> Read(MotifLines lines)
    {
        var motifs = new List<Motif>();
        var version = lines.Take("the version").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (version.Length < 3 || !int.TryParse(version[2].Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || number < 4)
        {
            throw lines.Wrong("the version is not 4 or later", "Convert the file with meme2meme of the MEME suite");
        }

        string? name = null, alternate = null;
        while (lines.Peek() is not null)
        {
            var line = lines.Take("a line");
            if (line.StartsWith(Alphabet, StringComparison.Ordinal))
            {
                CheckAlphabet(lines, line);
            }
            else if (line.StartsWith("MOTIF", StringComparison.Ordinal))
            {
                var words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
                (name, alternate) = words.Length > 1
                    ? (words[1], words.Length > 2 ? words[2] : null)
                    : throw lines.Wrong("the motif has no name", "Write it behind MOTIF");
            }
            else if (line.StartsWith(Matrix, StringComparison.Ordinal))
            {
                motifs.Add(ReadMatrix(lines, line,
                    name ?? throw lines.Wrong("the matrix belongs to no motif", "Write a line with MOTIF and a name above it"), alternate));
                name = null;
            }
        }

        return motifs;
    }

    private static void CheckAlphabet(MotifLines lines, string line)
    {
        var letters = line[Alphabet.Length..].TrimStart('=', ' ').Trim();
        if (letters is not ("ACGT" or "" or "DNA") && !letters.StartsWith("\"DNA\"", StringComparison.Ordinal))
        {
            throw lines.Wrong($"the alphabet is {MotifFile.Shortened(letters)}", "Name a file of DNA motifs, ALPHABET= ACGT");
        }
    }

    private static Motif ReadMatrix(MotifLines lines, string head, string name, string? alternate)
    {
        var given = Settings(lines, head[Matrix.Length..]);
        if (given.TryGetValue("alength", out var letters) && letters != DnaAlphabet.Bases)
        {
            throw lines.Wrong($"the matrix has {letters} letters", "Name a file of DNA motifs, with alength= 4");
        }

        var frequencies = new List<double>();
        while (given.TryGetValue("w", out var width) ? frequencies.Count < width * DnaAlphabet.Bases : StartsWithNumber(lines.Peek()))
        {
            var position = frequencies.Count / DnaAlphabet.Bases + 1;
            var row = lines.Numbers(lines.Take($"position {position} of the motif {name}"));
            if (row.Length != DnaAlphabet.Bases)
            {
                throw lines.Wrong($"position {position} of the motif {name} has {row.Length} numbers", "There are 4, in the order A C G T");
            }

            if (Math.Abs(row.Sum() - 1) > Tolerance)
            {
                throw lines.Wrong($"the probabilities of position {position} of the motif {name} add up to "
                    + row.Sum().ToString("R", CultureInfo.InvariantCulture), "They add up to 1; counts belong into a JASPAR file");
            }

            frequencies.AddRange(row);
        }

        return frequencies.Count > 0
            ? new(name, frequencies.ToArray(), given.GetValueOrDefault("nsites"), alternate)
            : throw lines.Wrong($"the motif {name} has no positions", "Give its matrix a row a position");
    }

    /// <summary><c>alength= 4 w= 7 nsites= 20 E= 0</c>, each of which may be absent.</summary>
    private static Dictionary<string, double> Settings(MotifLines lines, string text)
    {
        var words = text.Replace("=", " ", StringComparison.Ordinal).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var settings = new Dictionary<string, double>();
        for (var i = 0; i + 1 < words.Length; i += 2)
        {
            if (words[i] is "alength" or "w" or "nsites")
            {
                settings[words[i]] = lines.Numbers(words[i + 1])[0];
            }
        }

        return settings;
    }

    private static bool StartsWithNumber(string? line) => line is { Length: > 0 } && (char.IsAsciiDigit(line[0]) || line[0] == '.');

    private static string Digits(double value) => value.ToString("0.000000", CultureInfo.InvariantCulture);

    private static string Word(string name) => string.Join('_', name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
