using System.Globalization;
using System.Text;

namespace Orchestrator.Sweeps.Figures;

/// <summary>Words as figures show them.</summary>
public static class FigureText
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
}
