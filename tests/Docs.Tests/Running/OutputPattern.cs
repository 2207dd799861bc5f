using System.Text.RegularExpressions;

namespace Orchestrator.Docs.Tests.Running;

/// <summary>What a document says that a command prints: the lines as they are, but for <c>...</c> alone on a line, which stands for any
/// number of lines, and <c>[..]</c>, which stands for anything within a line. Blanks at the end of a line do not count.</summary>
internal static class OutputPattern
{
    private const string AnyLines = "...", AnyText = "[..]";

    /// <summary>Where what was printed differs from the pattern; null = it does not.</summary>
    public static string? Difference(IReadOnlyList<string> pattern, IReadOnlyList<string> printed)
    {
        var furthest = 0;
        return Matches(0, 0) ? null
            : $"""
            printed:
            {string.Join('\n', printed.Select((line, number) => $"{(number == furthest ? "-->" : "   ")} {line}"))}
            expected:
            {string.Join('\n', pattern.Select(line => $"    {line}"))}
            """;

        bool Matches(int said, int line)
        {
            furthest = Math.Max(furthest, line);
            if (said == pattern.Count)
            {
                return line == printed.Count;
            }

            if (pattern[said].Trim() == AnyLines)
            {
                return Enumerable.Range(line, printed.Count - line + 1).Any(next => Matches(said + 1, next));
            }

            return line < printed.Count && Fits(pattern[said], printed[line]) && Matches(said + 1, line + 1);
        }
    }

    private static bool Fits(string pattern, string line) =>
        Regex.IsMatch(line.TrimEnd(), $"^{string.Join(".*", pattern.TrimEnd().Split(AnyText).Select(Regex.Escape))}$");
}
