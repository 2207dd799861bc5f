using Orchestrator.Contracts.Validation;
using Orchestrator.Search.Constraints;
using Orchestrator.Search.Pruners;
using Orchestrator.Search.Samplers;

namespace Orchestrator.Search;

/// <summary>The words of a definition that this project's registries know.</summary>
public static class SearchVocabulary
{
    /// <summary>They and those of models and data.</summary>
    public static DefinitionVocabulary With(IReadOnlyList<ModelWords> models, IReadOnlyList<string> formats,
        IReadOnlyList<MetricWords> networkMetrics) =>
        new(SamplerRegistry.Words, PrunerRegistry.Words, models, formats, networkMetrics, Searchability.Objection);
}
