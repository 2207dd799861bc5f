using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Validation;
using Orchestrator.Models;
using Orchestrator.Models.Data;
using Orchestrator.Models.Metrics;
using Orchestrator.Search;

namespace Orchestrator.Plugins.Loading;

/// <summary>A plug-in whose code is in this process.</summary>
/// <param name="Definition">Its name and content, and where it was loaded from.</param>
/// <param name="Models">Its models.</param>
/// <param name="Readers">Its readers.</param>
/// <param name="Samplers">Its samplers.</param>
/// <param name="Pruners">Its pruners.</param>
/// <param name="Metrics">Its metrics; one of several kinds of predictions stands here several times.</param>
public sealed record LoadedPlugin(PluginDefinition Definition, IReadOnlyList<PluggedModel> Models, IReadOnlyList<IDataSetReader> Readers,
    IReadOnlyList<PluggedSampler> Samplers, IReadOnlyList<PluggedPruner> Pruners, IReadOnlyList<Metric> Metrics)
{
    /// <summary>What definitions may say of it.</summary>
    public PluginWords Words { get; } = new(Definition.Name, Definition.Content,
        [.. Models.Select(model => model.Description.Name)], [.. Readers.Select(reader => reader.Format)],
        [.. Samplers.Select(sampler => sampler.Name)], [.. Pruners.Select(pruner => pruner.Name)],
        [.. Metrics.Select(metric => metric.Name).Distinct()]);

    /// <summary>Where it came from, for people.</summary>
    public string Origin => $"the plug-in {Definition.Name} ({Definition.Folder})";

    /// <summary>What it offers, for people: <c>model tanh, metric balanced</c>.</summary>
    public string Offers => string.Join(", ", Named.Select(part => $"{part.Kind} {part.Name}"));

    /// <summary>The names of its parts, with their kinds.</summary>
    internal IEnumerable<(string Kind, string Name)> Named =>
    [
        .. Words.Models.Select(name => ("model", name)), .. Words.Formats.Select(name => ("format", name)),
        .. Words.Algorithms.Select(name => ("sampler", name)), .. Words.Pruners.Select(name => ("pruner", name)),
        .. Words.Metrics.Select(name => ("metric", name)),
    ];
}
