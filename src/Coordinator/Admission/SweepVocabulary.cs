using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Validation;
using Orchestrator.Interpretation;
using Orchestrator.Models;
using Orchestrator.Models.Catalog;
using Orchestrator.Models.Data;
using Orchestrator.Models.Data.Readers;
using Orchestrator.Models.Metrics;
using Orchestrator.Plugins;
using Orchestrator.Search;

namespace Orchestrator.Coordinator.Admission;

/// <summary>The words that a sweep file may use where registries decide.</summary>
/// <param name="Algorithms">Names of samplers.</param>
/// <param name="Formats">Names of data formats.</param>
/// <param name="Models">The models and their hyper-parameters.</param>
public sealed record SweepVocabulary(IReadOnlyList<string> Algorithms, IReadOnlyList<string> Formats,
    IReadOnlyList<ModelDescription> Models)
{
    /// <summary>What this program and the plug-ins that it has loaded have.</summary>
    public static SweepVocabulary Registered => new(SamplerRegistry.Names, DataSetFormats.Names, ModelCatalog.Descriptions);

    /// <summary>What a definition has to fit, however it came here.</summary>
    public DefinitionVocabulary Definitions { get; } =
        SearchVocabulary.With([.. Models.Select(model => model.Words)], [.. Formats, SyntheticReader.Name, DataDefinition.Opaque],
            NetworkMetrics.Words, AttributionMethods.Names) is var all
            ? all with { Algorithms = [.. all.Algorithms.Where(own => Algorithms.Contains(own.Name))], Plugins = PluginRegistry.Words }
            : all;
}
