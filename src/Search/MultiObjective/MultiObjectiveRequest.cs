using Orchestrator.Contracts.Spaces;

namespace Orchestrator.Search.MultiObjective;

/// <summary>As <see cref="Samplers.SuggestionRequest"/>, for several objectives.</summary>
/// <param name="Trial">Number of the trial to suggest for, from 0.</param>
/// <param name="Observed">Trials that ended, in an order that the journal fixes.</param>
/// <param name="Pending">Configurations that were suggested and have not ended.</param>
public sealed record MultiObjectiveRequest(int Trial, IReadOnlyList<Outcome> Observed, IReadOnlyList<Configuration> Pending);
