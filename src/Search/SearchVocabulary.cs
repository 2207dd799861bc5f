using Orchestrator.Contracts.Validation;

namespace Orchestrator.Search;

/// <summary>The words of a definition that this project's registries know.</summary>
public static class SearchVocabulary
{
    /// <summary>They and those of models and data.</summary>
    public static DefinitionVocabulary With(IReadOnlyList<ModelWords> models, IReadOnlyList<string> formats,
        IReadOnlyList<MetricWords> networkMetrics, IReadOnlyList<string> methods) =>
        new(SamplerRegistry.Words, PrunerRegistry.Words, models, formats, networkMetrics, methods, Searchability.Objection);
}
