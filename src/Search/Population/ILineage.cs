using Orchestrator.Search.Samplers;

namespace Orchestrator.Search.Population;

/// <summary>A sampler whose trials go on from the weights of earlier ones.</summary>
public interface ILineage
{
    /// <summary>The trial from whose weights the suggested one goes on, one of those observed; null = it starts anew. A function of the
    /// request, as the suggestion is.</summary>
    int? ParentOf(SuggestionRequest request);
}
