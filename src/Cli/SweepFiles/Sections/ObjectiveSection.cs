using Orchestrator.Cli.SweepFiles.Yaml;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Coordinator.Admission;
using Orchestrator.Models.Catalog;
using Orchestrator.Models.Metrics;

namespace Orchestrator.Cli.SweepFiles.Sections;

/// <summary><c>objective: { metric, direction }</c>, or <c>objectives: [{ metric, direction }, ...]</c>; a direction defaults to the
/// metric's own.</summary>
internal static class ObjectiveSection
{
    /// <summary>The key of several objectives.</summary>
    public const string Several = "objectives";

    public static readonly string[] Keys = ["metric", "direction"];

    // What somebody may hope to find: it differs from run to run, and with it the whole search would.
    private static readonly string[] Times = ["seconds", "train_seconds", "time", "duration"];

    /// <summary>The objectives, first the one that training itself looks at; null when they are not right.</summary>
    /// <param name="root">The sweep file.</param>
    /// <param name="model">Knows the direction of its metrics; null = it could not be read, or a command trains.</param>
    /// <param name="known">The registered models, whose metrics a command may report under the same names; null = no command
    /// trains.</param>
    public static IReadOnlyList<ObjectiveDefinition>? Read(Section root, ModelDescription? model, SweepVocabulary? known)
    {
        Func<string, string?> usual = metric => Natural(metric, model, known) is { } direction ? direction.ToString().ToLowerInvariant()
            : known is null ? "minimize" : null; // of a command's own metric nobody knows it
        if (root.Has(Several))
        {
            return ReadSeveral(root, usual);
        }

        return root.Required("objective", Keys) is { } section && ReadOne(section, usual) is { } only ? [only] : null;
    }

    private static List<ObjectiveDefinition>? ReadSeveral(Section root, Func<string, string?> usual)
    {
        if (root.Has("objective"))
        {
            root.Refuse(Several, "'objective' and 'objectives' both say what is optimised; leave one of them out.");
            return null;
        }
        if (root[Several] is not YamlList { Items.Count: >= 2 } list)
        {
            root.Refuse(Several,
                "'objectives' is a list of two or more, such as [{ metric: accuracy }, { metric: parameters }]. A single one is written "
                + "'objective: { metric: accuracy }'.");
            return null;
        }
        var objectives = new List<ObjectiveDefinition>();
        foreach (var item in list.Items)
        {
            if (item is not YamlMap map)
            {
                root.Problems.Add(item, $"an objective holds keys and values ({string.Join(", ", Keys)}), not {item.Kind}.");
            }
            else if (ReadOne(new Section(map, "an objective", root.Problems, Keys), usual) is { } objective)
            {
                objectives.Add(objective);
            }
        }
        return objectives.Count == list.Items.Count ? objectives : null;
    }

    private static ObjectiveDefinition? ReadOne(Section section, Func<string, string?> usual)
    {
        if (ReadMetric(section) is not { } metric)
        {
            return null;
        }

        if (section.Choice("direction", ["minimize", "maximize"], usual(metric)) is not { } direction)
        {
            return null;
        }

        return new ObjectiveDefinition(metric, direction == "maximize" ? Direction.Maximize : Direction.Minimize);
    }

    private static Direction? Natural(string metric, ModelDescription? model, SweepVocabulary? known) =>
        NetworkMetrics.Names.Contains(metric) ? NetworkMetrics.Direction
        : model?.DirectionOf(metric) ?? known?.Models.Select(other => other.DirectionOf(metric)).FirstOrDefault(found => found is not null);

    private static string? ReadMetric(Section section)
    {
        if (section["metric"] is not YamlScalar { Text: var asked } || !Times.Contains(asked))
        {
            return section.Text("metric");
        }

        section.Refuse("metric",
            $"'{asked}' is not the same twice, so that a resumed sweep would end differently; trade off '{NetworkMetrics.Parameters}' "
            + $"instead. Times are in 'orchestrator export'.");
        return null;
    }
}
