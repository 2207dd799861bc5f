using System.Globalization;

namespace Orchestrator.Contracts.Spelling;

/// <summary>Words for people.</summary>
public static class Words
{
    /// <summary>Enum values as words: <c>out of memory</c>.</summary>
    public static string Of<T>(T value) where T : struct, Enum =>
        string.Concat(value.ToString().Select((letter, i) =>
            (i > 0 && char.IsUpper(letter) ? " " : "") + char.ToLowerInvariant(letter)));

    /// <summary><c>1 trial</c>, <c>2 trials</c>.</summary>
    public static string Count(long count, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");
}
