using Orchestrator.Cli.SweepFiles.Yaml;

namespace Orchestrator.Cli.SweepFiles;

/// <summary>Collects problems, so that a user mends a file once and not mistake by mistake.</summary>
internal sealed class Problems
{
    private readonly List<Problem> found = [];

    /// <summary>In the order of the file.</summary>
    public IReadOnlyList<Problem> Found => [.. found.OrderBy(p => p.Line).ThenBy(p => p.Column)];

    public void Add(YamlNode where, string message) => found.Add(new Problem(where.Line, where.Column, message));

    public void Add(int line, int column, string message) => found.Add(new Problem(line, column, message));

    /// <summary>A word that is not among those allowed.</summary>
    public void AddUnknown(YamlNode where, string what, string word, IReadOnlyCollection<string> allowed)
    {
        var nearest = NearestWord.Find(word, allowed) is { } near ? $" Did you mean '{near}'?" : "";
        Add(where, $"unknown {what} '{word}'; allowed: {string.Join(", ", allowed)}.{nearest}");
    }
}
