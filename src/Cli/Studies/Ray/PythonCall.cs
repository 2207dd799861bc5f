using System.Globalization;
using System.Text;

namespace Orchestrator.Cli.Studies.Ray;

/// <summary>A call as Python writes it: <c>tune.loguniform(1e-4, 1e-1)</c>.</summary>
/// <param name="Name">The function, without the names before it.</param>
/// <param name="Arguments">Numbers, texts, truths, lists of them; null = Python's <c>None</c>.</param>
/// <param name="Named">Those with a name.</param>
internal sealed record PythonCall(string Name, IReadOnlyList<object?> Arguments, IReadOnlyDictionary<string, object?> Named)
{
    /// <summary>An argument by its name or place; null = it is not given.</summary>
    public object? this[string name, int place] =>
        Named.TryGetValue(name, out var value) ? value : place < Arguments.Count ? Arguments[place] : null;

    /// <summary>What a text says; null = it is no call of values that are written out.</summary>
    public static PythonCall? Parse(string text)
    {
        var reader = new Reader(text.Trim());
        return reader.Call() is { } call && reader.IsAtEnd ? call : null;
    }

    // Recursive descent; null = it is something else. What it read is told by `read`, since None is a value.
    private sealed class Reader(string text)
    {
        private const int Deepest = 64;

        private int at;
        private int depth;

        public bool IsAtEnd => at == text.Length;

        public PythonCall? Call()
        {
            var name = Word();
            while (name.Length > 0 && Takes('.'))
            {
                name = Word();
            }

            if (name.Length == 0 || !Takes('('))
            {
                return null;
            }

            var (arguments, named) = (new List<object?>(), new Dictionary<string, object?>());
            while (!Takes(')'))
            {
                var start = at;
                var key = Word();
                if (key.Length == 0 || !Takes('='))
                {
                    (at, key) = (start, "");
                }

                if (!Value(out var value))
                {
                    return null;
                }

                if (key.Length > 0)
                {
                    named[key] = value;
                }
                else
                {
                    arguments.Add(value);
                }

                if (!Takes(',') && !IsNext(')'))
                {
                    return null;
                }
            }

            return new PythonCall(name, arguments, named);
        }

        private bool Value(out object? value)
        {
            value = null;
            Skip();
            switch (at < text.Length ? text[at] : '\0')
            {
                case '[': return Items(']', out value);
                case '(': return Items(')', out value);
                case '\'' or '"': return Text(out value);
                case '-' or '+' or '.' or (>= '0' and <= '9'): return Number(out value);
            }

            switch (Word())
            {
                case "True": value = true; return true;
                case "False": value = false; return true;
                case "None": return true;
                default: return false;
            }
        }

        private bool Items(char end, out object? value)
        {
            var items = new List<object?>();
            value = items;
            at++;
            if (++depth > Deepest)
            {
                return false;
            }

            while (!Takes(end))
            {
                if (!Value(out var item))
                {
                    return false;
                }

                items.Add(item);
                if (!Takes(',') && !IsNext(end))
                {
                    return false;
                }
            }

            depth--;
            return true;
        }

        private bool Text(out object? value)
        {
            var quote = text[at++];
            var said = new StringBuilder();
            for (; at < text.Length && text[at] != quote; at++)
            {
                if (text[at] == '\\' && at + 1 < text.Length)
                {
                    at++;
                }

                said.Append(text[at]);
            }

            value = said.ToString();
            return at++ < text.Length;
        }

        private bool Number(out object? value)
        {
            var start = at;
            while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '.' or '_'
                || (text[at] is '-' or '+' && (at == start || text[at - 1] is 'e' or 'E'))))
            {
                at++;
            }

            var digits = text[start..at].Replace("_", "", StringComparison.Ordinal);
            var whole = long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer);
            var real = double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var number);
            value = whole ? (object)integer : number;
            return whole || real;
        }

        private string Word()
        {
            Skip();
            var start = at;
            while (at < text.Length && (char.IsAsciiLetter(text[at]) || text[at] == '_' || (at > start && char.IsAsciiDigit(text[at]))))
            {
                at++;
            }

            return text[start..at];
        }

        private bool Takes(char expected)
        {
            var found = IsNext(expected);
            at += found ? 1 : 0;
            return found;
        }

        private bool IsNext(char expected)
        {
            Skip();
            return at < text.Length && text[at] == expected;
        }

        private void Skip()
        {
            while (at < text.Length && char.IsWhiteSpace(text[at]))
            {
                at++;
            }
        }
    }
}
