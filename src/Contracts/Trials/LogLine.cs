using System.Text;

namespace Orchestrator.Contracts.Trials;

/// <summary>A line that a worker printed during an attempt.</summary>
/// <param name="Number">From 1, counted over all lines of the attempt, also over those that are left out.</param>
/// <param name="At">When its node read it.</param>
/// <param name="Text">Without line break; see <see cref="Clean"/>.</param>
public sealed record LogLine(int Number, DateTimeOffset At, string Text)
{
    /// <summary>Longest text, in UTF-16 units; what is longer is cut.</summary>
    public const int Longest = 1000;

    private const char Escape = '\u001b', Replacement = '\uFFFD';

    /// <summary>A text that every database stores and that changes no terminal: colours are gone, other control characters and halves of
    /// characters are replaced, and what is too long is cut.</summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(Math.Min(text.Length, Longest));
        for (var i = 0; i < text.Length; i++)
        {
            if (clean.Length >= Longest - 1)
            {
                return clean.Append('…').ToString();
            }

            if (text[i] == Escape && EndOfSequence(text, i) is { } end)
            {
                i = end;
            }
            else if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
            {
                clean.Append(text[i]).Append(text[++i]);
            }
            else
            {
                clean.Append((char.IsControl(text[i]) && text[i] != '\t') || char.IsSurrogate(text[i]) ? Replacement : text[i]);
            }
        }
        return clean.ToString();
    }

    // ECMA-48: ESC [ parameters, intermediates, and a final byte from @ to ~.
    private static int? EndOfSequence(string text, int at)
    {
        if (at + 1 >= text.Length || text[at + 1] != '[')
        {
            return null;
        }

        for (var i = at + 2; i < text.Length; i++)
        {
            if (text[i] is >= '@' and <= '~')
            {
                return i;
            }
        }
        return null;
    }
}
