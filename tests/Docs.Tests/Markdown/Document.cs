using System.Text.RegularExpressions;
using Orchestrator.Shared;

namespace Orchestrator.Docs.Tests.Markdown;

/// <summary>A document of the repository that people read.</summary>
internal sealed partial class Document
{
    // What others made, or what is a record of its time.
    private static readonly string[] Skipped = ["bin", "obj", "build", "decisions", ".git", ".orchestrator", "TestResults"];

    private Document(string path, IReadOnlyList<Block> blocks) => (Path, Blocks) = (path, blocks);

    /// <summary>The repository's folder.</summary>
    public static string Root => RepositoryFolder.Path;

    /// <summary>Relative to the repository.</summary>
    public string Path { get; }

    /// <summary>Its fenced blocks, in order.</summary>
    public IReadOnlyList<Block> Blocks { get; }

    /// <summary>The paths of all documents.</summary>
    public static IEnumerable<string> Paths() => Below(new DirectoryInfo(Root))
        .Select(path => System.IO.Path.GetRelativePath(Root, path))
        .Where(path => path is not "CHANGELOG.md")
        .Order(StringComparer.Ordinal);

    public static Document Read(string path) => Parse(path, File.ReadAllLines(System.IO.Path.Combine(Root, path)));

    public static Document Parse(string path, IReadOnlyList<string> lines)
    {
        var blocks = new List<Block>();
        for (var line = 0; line < lines.Count; line++)
        {
            var fence = lines[line].Trim();
            if (!fence.StartsWith("```", StringComparison.Ordinal))
            {
                continue;
            }

            var indent = lines[line].Length - lines[line].TrimStart().Length;
            var end = line + 1;
            while (end < lines.Count && lines[end].Trim() != "```")
            {
                end++;
            }

            var before = line > 0 ? lines[line - 1] : "";
            blocks.Add(new Block(line + 2, fence[3..].Trim(), [.. lines.Skip(line + 1).Take(end - line - 1).Select(Unindented)],
                Said(FileDirective(), before), Said(NotRunDirective(), before)));
            line = end;

            string Unindented(string text) => text[Math.Min(indent, text.Length - text.TrimStart().Length)..];
        }

        return new Document(path, blocks);
    }

    private static string? Said(Regex directive, string line) =>
        directive.Match(line) is { Success: true } match ? match.Groups[1].Value : null;

    private static IEnumerable<string> Below(DirectoryInfo folder) => folder.GetFiles("*.md").Select(file => file.FullName)
        .Concat(folder.GetDirectories().Where(below => !Skipped.Contains(below.Name)).SelectMany(Below));

    [GeneratedRegex("^<!-- file: (.+?) -->$")]
    private static partial Regex FileDirective();

    [GeneratedRegex("^<!-- not run: (.+?) -->$")]
    private static partial Regex NotRunDirective();
}
