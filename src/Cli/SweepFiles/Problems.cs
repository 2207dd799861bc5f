using Orchestrator.Cli.SweepFiles.Yaml;
using Orchestrator.Contracts.Spelling;

namespace Orchestrator.Cli.SweepFiles;

/// <summary>Collects problems, so that a user mends a file once and not mistake by mistake.</summary>
internal sealed class Problems
{
    private readonly List<Problem> found = [];

    /// <summary>In the order of the file.</summary>
    public IReadOnlyList<Problem> Found => [.. found.OrderBy(p => p.Line).ThenBy(p => p.Column)];

    public void Add(YamlNode where, string message) => Add(where.Line, where.Column, message);

    public void Add(int line, int column, string message) => found.Add(new Problem(line, column, message));

    /// <summary>A word that is not among those allowed.</summary>
    /// <param name="where">The word.</param>
    /// <param name="what">What it should have named: <c>key</c>, <c>algorithm</c>.</param>
    /// <param name="word">As written.</param>
    /// <param name="allowed">The words that may stand there.</param>
    /// <param name="place">Where that is: <c> in 'search'</c>; empty where it is clear.</param>
    /// <param name="otherwise">What else could be meant, when no allowed word is near.</param>
    public void AddUnknown(YamlNode where, string what, string word, IReadOnlyCollection<string> allowed, string place = "",
        string? otherwise = null)
    {
        var advice = NearestWord.Find(word, allowed) is { } near ? $" Did you mean '{near}'?" : otherwise is null ? "" : $" {otherwise}";
        Add(where, $"unknown {what} '{word}'{place}; allowed: {string.Join(", ", allowed)}.{advice}");
    }
}

/// <summary>Something in a sweep file that is not right.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1.</param>
/// <param name="Message">What was found, what is allowed, and the nearest valid word.</param>
public sealed record Problem(int Line, int Column, string Message)
{
    /// <summary>As compilers write it: <c>file:line:column: message</c>.</summary>
    public string In(string file) => $"{file}:{Line}:{Column}: {Message}";
}
