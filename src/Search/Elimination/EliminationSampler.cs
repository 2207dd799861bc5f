using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Search.Population;
using Orchestrator.Search.Samplers;

namespace Orchestrator.Search.Elimination;

/// <summary>The rounds of an elimination: trial t is point t of the space, and takes its inputs from what trial t - 1 has
/// ranked.</summary>
/// <param name="space">A parameter whose choices are the rounds.</param>
public sealed class EliminationSampler(SearchSpace space) : ISampler, ILineage
{
    private readonly GridSampler rounds = new(space);

    /// <inheritdoc />
    public Configuration? Suggest(SuggestionRequest request) => rounds.Suggest(request);

    /// <inheritdoc />
    public int? ParentOf(SuggestionRequest request) =>
        request.Observed.Any(trial => trial.Trial == request.Trial - 1 && double.IsFinite(trial.Loss)) ? request.Trial - 1 : null;
}
