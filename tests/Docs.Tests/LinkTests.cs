using System.Text.RegularExpressions;
using Orchestrator.Docs.Tests.Markdown;

namespace Orchestrator.Docs.Tests;

/// <summary>Links from a document to files of the repository, and to headings in them.</summary>
public sealed partial class LinkTests
{
    public static TheoryData<string> Documents => [.. Document.Paths(), "CHANGELOG.md"];

    [Theory, MemberData(nameof(Documents))]
    public void Links_lead_somewhere(string path)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Document.Root, path))!;
        foreach (var target in Link().Matches(Fences().Replace(File.ReadAllText(Path.Combine(Document.Root, path)), ""))
            .Select(match => match.Groups[1].Value).Where(target => !target.Contains("://") && !target.StartsWith("mailto:")))
        {
            var parts = target.Split('#');
            var file = parts[0] == "" ? Path.Combine(Document.Root, path) : Path.GetFullPath(Path.Combine(folder, parts[0]));
            Path.Exists(file).ShouldBeTrue($"{path}: {target}");
            if (parts.Length > 1 && file.EndsWith(".md"))
            {
                Headings(file).ShouldContain(parts[1], $"{path}: {target}");
            }
        }
    }

    // As the anchors of GitHub are made: small letters, blanks to dashes, nothing else but letters, digits, dashes and underscores.
    private static IEnumerable<string> Headings(string file) => Heading().Matches(Fences().Replace(File.ReadAllText(file), ""))
        .Select(match => new string([.. match.Groups[1].Value.Trim().ToLowerInvariant().Replace(' ', '-')
            .Where(letter => char.IsLetterOrDigit(letter) || letter is '-' or '_')]));

    [GeneratedRegex(@"\]\(([^()\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^ *```.*?^ *```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fences();
}
