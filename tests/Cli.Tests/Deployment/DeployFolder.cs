using System.Text.RegularExpressions;
using Orchestrator.Shared;
using YamlDotNet.RepresentationModel;

namespace Orchestrator.Cli.Tests.Deployment;

/// <summary>The repository's <c>deploy/</c>, and what its files say to the program.</summary>
internal static partial class DeployFolder
{
    /// <summary>Absolute path.</summary>
    public static string Root { get; } = RepositoryFolder.At("deploy");

    /// <summary>The files of that ending, below <c>deploy/</c>.</summary>
    public static IEnumerable<string> Files(params string[] endings) =>
        Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories)
            .Where(file => endings.Any(ending => file.EndsWith(ending, StringComparison.Ordinal))
                && !file.Contains("/secrets/", StringComparison.Ordinal))
            .Select(file => Path.GetRelativePath(Root, file)).Order(StringComparer.Ordinal);

    public static string Read(string file) => File.ReadAllText(Path.Combine(Root, file));

    /// <summary>The documents of a YAML file.</summary>
    public static IReadOnlyList<YamlNode> Yaml(string file)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(Read(file)));
        return [.. stream.Documents.Select(document => document.RootNode)];
    }

    /// <summary>The command lines of a file: the lists of <c>command</c> and <c>args</c> keys, and what follows the program's name in units
    /// and scripts.</summary>
    public static IEnumerable<string[]> CommandLines(string file) => file.EndsWith(".yaml", StringComparison.Ordinal)
        ? from node in Yaml(file).SelectMany(root => root.AllNodes).OfType<YamlMappingNode>()
          from entry in node.Children
          where entry.Key is YamlScalarNode { Value: "command" or "args" }
          let words = (entry.Value as YamlSequenceNode)?.Children.Select(child => child.ToString()).ToArray()
          where words is { Length: > 0 } && words[0] is "coordinator" or "node"
          select words
        : from Match match in Program().Matches(Read(file).Replace("\\\n", " ", StringComparison.Ordinal))
          select Word().Matches(match.Groups[1].Value).Select(word => word.Value.Trim('"')).ToArray();

    /// <summary>The variables of the program that a file speaks of.</summary>
    public static IEnumerable<string> Variables(string file) => Variable().Matches(Read(file)).Select(match => match.Value).Distinct();

    [GeneratedRegex(@"orchestrator\.dll""? +((?:coordinator|node)[^\n]*)")]
    private static partial Regex Program();

    [GeneratedRegex(@"""[^""]*""|\S+")]
    private static partial Regex Word();

    [GeneratedRegex(@"ORCHESTRATOR_[A-Z_]*[A-Z]")]
    private static partial Regex Variable();
}
