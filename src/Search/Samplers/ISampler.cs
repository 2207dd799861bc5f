using Orchestrator.Contracts.SearchSpaces;

namespace Orchestrator.Search.Samplers;

/// <summary>Chooses the configuration of the next trial.</summary>
/// <remarks>
/// A sampler is a function: the same space, seed and request give the same answer in every instance and process. What an
/// instance remembers between calls may save time but never changes an answer. An instance serves one thread at a time.
/// </remarks>
public interface ISampler
{
    /// <summary>The configuration of trial <see cref="SuggestionRequest.Trial"/>; null when the space has no further point.</summary>
    Configuration? Suggest(SuggestionRequest request);
}
