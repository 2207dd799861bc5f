namespace Orchestrator.Architecture.Tests.Sources;

/// <summary>Blanks comments and literals out of C#, so that a rule about names does not stumble over prose.</summary>
/// <remarks>Holes of interpolated strings are code and stay; those of raw strings are blanked with them.</remarks>
internal sealed class CodeText
{
    private readonly string text;
    private readonly char[] code;
    private int at;

    private CodeText(string text) => (this.text, code) = (text, text.ToCharArray());

    /// <summary>The text, of the same length, with blanks for what is not code. Line breaks stay.</summary>
    public static string Of(string text)
    {
        var scan = new CodeText(text);
        while (scan.at < text.Length)
        {
            scan.Code(inHole: false);
        }

        return new string(scan.code);
    }

    private char Next(int offset = 1) => at + offset < text.Length ? text[at + offset] : '\0';

    private void Blank(int count = 1)
    {
        for (; count > 0 && at < text.Length; count--, at++)
        {
            if (text[at] != '\n')
            {
                code[at] = ' ';
            }
        }
    }

    // One hole of an interpolated string, up to its closing brace, or the whole file.
    private void Code(bool inHole)
    {
        for (var depth = 0; at < text.Length;)
        {
            switch (text[at])
            {
                case '}' when inHole && depth-- == 0: return;
                case '{': depth++; at++; break;
                case '/' when Next() == '/': while (at < text.Length && text[at] != '\n') { Blank(); } break;
                case '/' when Next() == '*': Comment(); break;
                case '\'': Character(); break;
                case '"': Literal(at); break;
                default: at++; break;
            }
        }
    }

    private void Comment()
    {
        Blank(2);
        while (at < text.Length && !(text[at] == '*' && Next() == '/'))
        {
            Blank();
        }

        Blank(2);
    }

    private void Character()
    {
        Blank();
        while (at < text.Length && text[at] is not ('\'' or '\n'))
        {
            Blank(text[at] == '\\' ? 2 : 1);
        }

        Blank();
    }

    private void Literal(int quote)
    {
        var (prefix, quotes) = (quote, 0);
        while (prefix > 0 && text[prefix - 1] is '$' or '@')
        {
            prefix--;
        }

        while (quote + quotes < text.Length && text[quote + quotes] == '"')
        {
            quotes++;
        }

        var modifiers = text[prefix..quote];
        if (quotes >= 3 && !modifiers.Contains('@'))
        {
            Raw(quotes);
        }
        else
        {
            Quoted(verbatim: modifiers.Contains('@'), interpolated: modifiers.Contains('$'));
        }
    }

    private void Raw(int quotes)
    {
        Blank(quotes);
        var end = text.IndexOf(new string('"', quotes), at, StringComparison.Ordinal);
        Blank((end < 0 ? text.Length : end) - at + quotes);
        while (at < text.Length && text[at] == '"')
        {
            Blank();
        }
    }

    private void Quoted(bool verbatim, bool interpolated)
    {
        Blank();
        while (at < text.Length)
        {
            switch (text[at])
            {
                case '"' when verbatim && Next() == '"': Blank(2); break;
                case '"': Blank(); return;
                case '\\' when !verbatim: Blank(2); break;
                case '{' when interpolated && Next() == '{': Blank(2); break;
                case '{' when interpolated: at++; Code(inHole: true); at++; break;
                default: Blank(); break;
            }
        }
    }
}
