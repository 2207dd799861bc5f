using Orchestrator.Cli.SweepFiles.Yaml;
using Orchestrator.Contracts.Sweeps;
using Orchestrator.Models.Catalog;

namespace Orchestrator.Cli.SweepFiles.Sections;

/// <summary><c>objective: { metric, direction }</c>; the direction defaults to the metric's own.</summary>
internal static class ObjectiveSection
{
    public static readonly string[] Keys = ["metric", "direction"];

    public static ObjectiveDefinition? Read(Section? section, ModelDescription? model)
    {
        if (section is null) return null;
        var metric = model is null ? section.Text("metric") : section.Choice("metric", [.. model.Metrics.Select(m => m.Name)]);
        var natural = metric is null ? null : model?.DirectionOf(metric)?.ToString().ToLowerInvariant();
        var direction = section.Choice("direction", ["minimize", "maximize"], natural ?? "minimize");
        if (metric is null || direction is null) return null;
        if (natural is not null && direction != natural)
            section.Refuse("direction", $"'{metric}' is better when it is {(natural == "maximize" ? "larger" : "smaller")}: its direction is {natural}.");
        return new ObjectiveDefinition(metric, direction == "maximize" ? Direction.Maximize : Direction.Minimize);
    }
}
