using System.Globalization;
using System.Text;
using Orchestrator.Cli.SweepFiles.Sections;
using Orchestrator.Cli.SweepFiles.Yaml;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Validation;

namespace Orchestrator.Cli.SweepFiles;

/// <summary>Finds where in a sweep file a field of the definition stands, and tells the validator's problems of it in the file's
/// words.</summary>
/// <param name="root">The file.</param>
/// <param name="definition">What was read from it; null parts could not be.</param>
internal sealed class YamlPlaces(YamlMap root, SweepDefinition definition)
{
    private const char KeyMark = '@', ItemMark = '#';

    /// <summary>Adds the problems, but for those of parts that could not be read.</summary>
    public void Report(IEnumerable<DefinitionProblem> found, Problems problems)
    {
        foreach (var problem in found.Where(p => !IsUnread(p.Path)))
        {
            var (node, name, isKey) = Find(Steps(problem.Path));
            var shown = node is YamlScalar && !isKey && problem.Found?[0] == '\'' ? node.Kind : problem.Found ?? "";
            var message = problem.Told(name, shown);
            var word = problem.Found?.Trim('\'');
            var advice = isKey && word is not null && !message.Contains("Did you mean", StringComparison.Ordinal)
                ? KeyPlaces.Advice(word) : null;
            problems.Add(node, advice is null ? message : $"{message} {advice}");
        }
    }

    private bool IsUnread(string path) => path switch
    {
        "name" => definition.Name is null,
        "data" => definition.Data is null,
        "model" => definition.Model is null,
        "search" => definition.Search is null,
        "space" => definition.Space is null,
        "crossValidation" => definition.CrossValidation is null,
        "objective" => definition.Objective is null,
        "stopping" => definition.Stopping is null,
        "resources" => definition.Resources is null,
        _ => false,
    };

    // As far as the file goes into it: short forms and left-out sections end early.
    private (YamlNode Node, string Name, bool IsKey) Find(IEnumerable<string> steps)
    {
        var (node, name) = ((YamlNode)root, "the sweep file");
        foreach (var step in steps)
        {
            var (key, value) = node switch
            {
                YamlMap map => map.Entries.FirstOrDefault(e => e.Key.Text == step.TrimStart(KeyMark)),
                YamlList list when step[0] == ItemMark && list.Items.ElementAtOrDefault(Number(step)) is { } item => (null!, item),
                _ => default,
            };
            if (value is null)
            {
                break;
            }
            if (step[0] == KeyMark)
            {
                return (key, key.Text, true);
            }
            (node, name) = (value, key?.Text ?? name);
        }
        return (node, name, false);
    }

    private IEnumerable<string> Steps(string path)
    {
        string[] parts = [.. path.Replace("[", ".#", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal).Split('.')];
        return parts switch
        {
            ["data", "groups", .. var rest] => ["cross_validation", "groups", .. rest],
            ["data", "test", .. var rest] => ["cross_validation", "test", .. rest.Select(r => r == "path" ? "file" : r)],
            ["model", "fixed", "settings", var item, ..] => ["model", "fixed", definition.Model.Fixed.Settings[Number(item)].Name],
            ["model", "command", "arguments", .. var rest] => ["model", "command", .. rest],
            ["model", "command", .. var rest] => ["model", .. rest.Select(Snake)],
            ["search", "pruning", .. var rest] => ["search", "pruner", .. rest.Select(r => r == "pruner" ? "name" : Snake(r))],
            ["search", "enqueued", .. var rest] => ["search", "enqueue", .. rest],
            ["space", "parameters", var item, .. var rest] =>
                ["space", .. OfParameter(definition.Space.Parameters[Number(item)].Name, rest)],
            ["space", "constraints", .. var rest] => ["constraints", .. rest],
            ["crossValidation", "testFraction"] => ["cross_validation", "test", "fraction"],
            ["crossValidation", "leakage"] => ["cross_validation", "leakage", "policy"],
            ["crossValidation", "differences"] => ["cross_validation", "leakage", "differences"],
            ["objective", .. var rest] =>
                definition.TradesOff ? [ObjectiveSection.Several, $"{ItemMark}0", .. rest] : ["objective", .. rest],
            ["furtherObjectives", var item, .. var rest] =>
                [ObjectiveSection.Several, FormattableString.Invariant($"{ItemMark}{Number(item) + 1}"), .. rest],
            ["furtherObjectives"] => [ObjectiveSection.Several],
            ["resources", "nodeLabels", var item, ..] => ["resources", "node_labels", definition.Resources.NodeLabels![Number(item)].Key],
            _ => parts.Select(Snake),
        };
    }

    private static IEnumerable<string> OfParameter(string parameter, string[] rest) => rest switch
    {
        ["name"] => [$"{KeyMark}{parameter}"],
        ["kind"] => [parameter, "type"],
        ["condition", ..] => [parameter, "when"],
        _ => [parameter, .. rest],
    };

    private static int Number(string item) => int.Parse(item.AsSpan(1), CultureInfo.InvariantCulture);

    private static string Snake(string camel) => camel.Aggregate(
        new StringBuilder(), (text, c) => char.IsUpper(c) ? text.Append('_').Append(char.ToLowerInvariant(c)) : text.Append(c)).ToString();
}
