using System.Globalization;
using Orchestrator.Cli.SweepFiles;
using Orchestrator.Cli.SweepFiles.Yaml;
using Orchestrator.Contracts.SearchSpaces;

namespace Orchestrator.Cli.Studies;

/// <summary>Files of YAML, or of JSON, which is as good as YAML: what stands where in them.</summary>
internal static class Tree
{
    /// <summary>What a text says.</summary>
    /// <exception cref="FormatException">It is no YAML; the message names the line.</exception>
    public static YamlNode Parse(string text)
    {
        var problems = new Problems();
        var root = YamlTree.Parse(text, problems);
        return problems.Found is [var first, ..] ? throw new FormatException($"line {first.Line}: {first.Message}") : root!;
    }

    /// <summary>The value of a key; null = there is no such key, or it has nothing.</summary>
    public static YamlNode? At(this YamlNode? node, string key) =>
        node is YamlMap map && map.Entries.FirstOrDefault(entry => entry.Key.Text == key).Value is { } value
            && value is not YamlScalar { IsNothing: true } ? value : null;

    /// <summary>Keys and values; empty where it has none.</summary>
    public static IReadOnlyList<(YamlScalar Key, YamlNode Value)> Entries(this YamlNode? node) => (node as YamlMap)?.Entries ?? [];

    /// <summary>The items of a list; empty where it is none.</summary>
    public static IReadOnlyList<YamlNode> Items(this YamlNode? node) => (node as YamlList)?.Items ?? [];

    /// <summary>A single value as it is written; null = it is none.</summary>
    public static string? Text(this YamlNode? node) => (node as YamlScalar)?.Text;

    /// <summary>A number; null = it is none.</summary>
    public static double? Number(this YamlNode? node) => node is YamlScalar { Quoted: false } scalar ? Number(scalar.Text) : null;

    /// <summary>A whole number; null = it is none, or is written with a point.</summary>
    public static long? Whole(this YamlNode? node) => node is YamlScalar { Quoted: false } scalar
        && long.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>A value as a choice spells it: numbers the shortest way, truth as YAML has it, nothing as <c>none</c>, lists in
    /// brackets.</summary>
    public static string Spelled(this YamlNode node) => node switch
    {
        YamlScalar { IsNothing: true } => "none",
        YamlScalar { Quoted: false } scalar when Number(scalar.Text) is { } number => number.ToString("R", CultureInfo.InvariantCulture),
        YamlScalar { Quoted: false, Text: "True" or "False" } scalar => scalar.Text.ToLowerInvariant(),
        YamlScalar scalar => scalar.Text,
        YamlList list => $"[{string.Join(", ", list.Items.Select(Spelled))}]",
        YamlMap map => $"{{{string.Join(", ", map.Entries.Select(entry => $"{entry.Key.Text}: {entry.Value.Spelled()}"))}}}",
        _ => throw new NotSupportedException(node.GetType().Name),
    };

    /// <summary>A value of a hyper-parameter: a number, or a word.</summary>
    public static ParameterValue Value(this YamlNode node) =>
        node.Number() is { } number && double.IsFinite(number) ? ParameterValue.Of(number) : ParameterValue.Of(node.Spelled());

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
