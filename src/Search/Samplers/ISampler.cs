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

/// <summary>All that a suggestion may depend on, beside the space and the seed.</summary>
/// <param name="Trial">Number of the trial to suggest for, from 0.</param>
/// <param name="Observed">Trials with a result, in an order that the journal fixes; a later request's list continues an earlier one's, but
/// that a trial which has got a further fold is another observation.</param>
/// <param name="Pending">Configurations that were suggested and have not ended.</param>
public sealed record SuggestionRequest(int Trial, IReadOnlyList<Observation> Observed, IReadOnlyList<Configuration> Pending);
