using System.Globalization;
using Orchestrator.Models.Data;

namespace Orchestrator.Interpretation.Motifs;

/// <summary>The lines of a file of motifs that are not blank, one after the other, with their numbers for messages.</summary>
internal sealed class MotifLines(string path, TextReader reader)
{
    private int ahead;          // number of the line that was read last
    private string? next;
    private bool looked;

    /// <summary>Number of the line that was taken last.</summary>
    private int number;

    /// <summary>The next line without its blanks at both ends; null = the file has ended.</summary>
    public string? Peek()
    {
        while (!looked)
        {
            next = reader.ReadLine()?.Trim();
            ahead++;
            looked = next is null || next.Length > 0;
        }

        return next;
    }

    /// <summary>Takes the next line.</summary>
    /// <exception cref="DataFormatException">The file has ended.</exception>
    public string Take(string wanted)
    {
        var line = Peek();
        (number, looked) = (ahead, false);
        return line ?? throw new DataFormatException(path, $"line {number}", $"the file ends where {wanted} should be",
            "Copy or download it again");
    }

    /// <summary>Numbers that are separated by blanks.</summary>
    /// <exception cref="DataFormatException">One is none, or is below 0.</exception>
    public double[] Numbers(string text) =>
    [
        .. text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(word =>
            double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) && value >= 0
                ? value
                : throw Wrong($"'{MotifFile.Shortened(word)}' is not a number of at least 0", "Correct it")),
    ];

    /// <summary>A mistake in the line that was taken last, or in the first one.</summary>
    public DataFormatException Wrong(string problem, string cure) => new(path, $"line {Math.Max(1, number)}", problem, cure);
}
