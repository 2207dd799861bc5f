using Orchestrator.Cli.SweepFiles.Yaml;
using Orchestrator.Contracts.Definitions;
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
    public static IReadOnlyList<ObjectiveDefinition>? Read(Section root, ModelDescription? model)
    {
        if (root.Has(Several))
        {
            return ReadSeveral(root, model);
        }

        return root.Required("objective", Keys) is { } section && ReadOne(section, model) is { } only ? [only] : null;
    }

    private static List<ObjectiveDefinition>? ReadSeveral(Section root, ModelDescription? model)
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
            else if (ReadOne(new Section(map, "an objective", root.Problems, Keys), model) is { } objective)
            {
                objectives.Add(objective);
            }
        }
        return objectives.Count == list.Items.Count ? objectives : null;
    }

    private static ObjectiveDefinition? ReadOne(Section section, ModelDescription? model)
    {
        if (ReadMetric(section) is not { } metric)
        {
            return null;
        }

        var natural = NetworkMetrics.Names.Contains(metric) ? NetworkMetrics.Direction : model?.DirectionOf(metric);
        var usual = natural?.ToString().ToLowerInvariant();
        if (section.Choice("direction", ["minimize", "maximize"], usual ?? "minimize") is not { } direction)
        {
            return null;
        }

        return new ObjectiveDefinition(metric, direction == "maximize" ? Direction.Maximize : Direction.Minimize);
    }

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
