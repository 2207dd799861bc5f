using System.Globalization;
using System.Text;

namespace Orchestrator.Cli.Plots;

/// <summary>Words and numbers as figures show them.</summary>
internal static class PlotText
{
    /// <summary>Names come from users: one line, no control characters, not longer than there is room for.</summary>
    public static string Clean(string text, int most = 40)
    {
        var clean = new StringBuilder();
        foreach (var rune in text.EnumerateRunes()) // what is no character becomes U+FFFD
        {
            clean.Append(Rune.IsControl(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator ? " " : rune.ToString());
        }
        var line = new StringInfo(clean.ToString());
        return line.LengthInTextElements <= most ? line.String : line.SubstringByTextElements(0, most - 1) + "…";
    }

    /// <summary>A number beside an axis.</summary>
    /// <param name="value">Which.</param>
    /// <param name="step">From one tick to the next: says how many digits are needed.</param>
    public static string Tick(double value, double step)
    {
        if (value == 0 || Math.Abs(value) < step * 1e-6)
        {
            return "0";
        }

        var magnitude = Math.Floor(Math.Log10(Math.Abs(value)) + 1e-9);
        var fine = Math.Floor(Math.Log10(step) + 1e-9);
        return magnitude is >= -3 and < 6
            ? value.ToString(Digits(-fine), CultureInfo.InvariantCulture)
            : value.ToString(Digits(magnitude - fine) + "E0", CultureInfo.InvariantCulture).Replace("E", "e", StringComparison.Ordinal);
    }

    /// <summary><c>1 trial</c>, <c>2 trials</c>.</summary>
    public static string Count(int count, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");

    private static string Digits(double decimals) => decimals < 1 ? "0" : "0." + new string('#', (int)Math.Min(decimals, 12));
}
