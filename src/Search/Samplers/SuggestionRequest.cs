using Orchestrator.Contracts.SearchSpaces;

namespace Orchestrator.Search.Samplers;

/// <summary>All that a suggestion may depend on, beside the space and the seed.</summary>
/// <param name="Trial">Number of the trial to suggest for, from 0.</param>
/// <param name="Observed">Trials that ended, in an order that the journal fixes; a later request's list continues an earlier one's.</param>
/// <param name="Pending">Configurations that were suggested and have not ended.</param>
public sealed record SuggestionRequest(int Trial, IReadOnlyList<Observation> Observed, IReadOnlyList<Configuration> Pending);
