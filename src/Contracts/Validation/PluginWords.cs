using Orchestrator.Contracts.Definitions;

namespace Orchestrator.Contracts.Validation;

/// <summary>A plug-in that is loaded, as far as a definition has to fit it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Content">See <see cref="PluginDefinition.Content"/>.</param>
/// <param name="Models">Names of its models.</param>
/// <param name="Formats">Names of the formats that it reads.</param>
/// <param name="Algorithms">Names of its samplers.</param>
/// <param name="Pruners">Names of its pruners.</param>
/// <param name="Metrics">Names of its metrics.</param>
public sealed record PluginWords(string Name, string Content, IReadOnlyList<string> Models, IReadOnlyList<string> Formats,
    IReadOnlyList<string> Algorithms, IReadOnlyList<string> Pruners, IReadOnlyList<string> Metrics)
{
    /// <summary>Whether a definition, any part of which may be missing, names something of it.</summary>
    public bool IsUsedBy(SweepDefinition definition) =>
        (definition.Model is { Command: null } model && Models.Contains(model.Name))
        || (definition.Data is { } data && Formats.Contains(data.Format))
        || (definition.Search is { } search && Algorithms.Contains(search.Algorithm))
        || (definition.Search?.Pruning is { } pruning && Pruners.Contains(pruning.Pruner))
        || (definition.Objective is { } && definition.Objectives.Any(objective => Metrics.Contains(objective?.Metric)));
}
