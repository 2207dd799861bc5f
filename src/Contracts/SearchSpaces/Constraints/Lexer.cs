namespace Orchestrator.Contracts.SearchSpaces.Constraints;

/// <summary>Divides a constraint into words and signs.</summary>
internal sealed class Lexer(string text)
{
    private static readonly string[] Signs = ["<=", ">=", "==", "!=", "<", ">", "+", "-", "*", "/", "%", "^", "(", ")", "[", "]", ","];
    private static readonly string[] Words = ["and", "or", "not", "in"];

    // Habits from other languages; the longer ones first.
    private static readonly (string Habit, string Here)[] Elsewhere =
        [("&&", "and"), ("||", "or"), ("**", "^"), ("<>", "!="), ("=<", "<="), ("=>", ">="), ("=", "=="), ("&", "and"), ("|", "or"),
            ("!", "not"), ("≤", "<="), ("≥", ">="), ("≠", "!="), ("×", "*")];

    private int at;

    /// <summary>All of them, the end last.</summary>
    /// <exception cref="ConstraintSyntaxException">A character has no place in a constraint.</exception>
    public List<Token> Tokens()
    {
        var tokens = new List<Token>();
        do
        {
            tokens.Add(Next());
        }
        while (tokens[^1].Kind is not TokenKind.End);
        return tokens;
    }

    private Token Next()
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
        {
            at++;
        }

        if (at == text.Length)
        {
            return new(TokenKind.End, at + 1, "");
        }

        if (text[at] is '\'' or '"')
        {
            return Choice();
        }

        if (char.IsAsciiDigit(text[at]) || (text[at] == '.' && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1])))
        {
            return Take(TokenKind.Number, NumberLength());
        }

        if (char.IsLetter(text[at]) || text[at] == '_')
        {
            return Word();
        }

        if (Signs.FirstOrDefault(Stands) is not { } sign || Stands("**") || Stands("<>"))
        {
            throw Unknown();
        }

        return Take(TokenKind.Sign, sign.Length);
    }

    private bool Stands(string sign) => text.AsSpan(at).StartsWith(sign, StringComparison.Ordinal);

    private Token Take(TokenKind kind, int length)
    {
        var token = new Token(kind, at + 1, text.Substring(at, length));
        at += length;
        return token;
    }

    private Token Word()
    {
        var length = 1;
        while (at + length < text.Length && (char.IsLetterOrDigit(text[at + length]) || text[at + length] is '_' or '.'))
        {
            length++;
        }

        return Take(Words.Contains(text.Substring(at, length)) ? TokenKind.Sign : TokenKind.Name, length);
    }

    private Token Choice()
    {
        var end = text.IndexOf(text[at], at + 1);
        if (end < 0)
        {
            throw new ConstraintSyntaxException(at + 1, $"the quote {text[at]} is not closed.");
        }

        var token = new Token(TokenKind.Choice, at + 1, text[(at + 1)..end]);
        at = end + 1;
        return token;
    }

    private int NumberLength()
    {
        var end = Digits(at);
        if (end < text.Length && text[end] == '.')
        {
            end = Digits(end + 1);
        }

        if (end < text.Length && text[end] is 'e' or 'E')
        {
            var exponent = end + 1 < text.Length && text[end + 1] is '+' or '-' ? end + 2 : end + 1;
            if (Digits(exponent) > exponent)
            {
                end = Digits(exponent);
            }
        }
        return end - at;
    }

    private int Digits(int from)
    {
        while (from < text.Length && char.IsAsciiDigit(text[from]))
        {
            from++;
        }

        return from;
    }

    private ConstraintSyntaxException Unknown()
    {
        var (habit, here) = Elsewhere.FirstOrDefault(e => Stands(e.Habit));
        return habit is null
            ? new(at + 1, $"'{text[at]}' has no place in a constraint; there are {string.Join(' ', Signs)} {string.Join(' ', Words)}.")
            : new(at + 1, $"'{habit}' has no place in a constraint: write '{here}'.");
    }
}
