using Orchestrator.Contracts.SearchSpaces;

namespace Orchestrator.Coordinator.Persistence;

/// <summary>What an audit of suggestions found.</summary>
/// <param name="Compared">Suggestions and grants of folds that came out the same.</param>
/// <param name="Trial">The first trial whose suggestion differs, or that would not be chosen as the best; null when there is none.</param>
/// <param name="Journaled">What the journal has for it; null = the space was exhausted.</param>
/// <param name="Derived">What comes out now; null = the space is exhausted.</param>
/// <param name="JournaledParent">From whose weights it went on; null = anew.</param>
/// <param name="DerivedParent">From whose weights it would go on now.</param>
public sealed record SuggestionAuditResult(int Compared, int? Trial, Configuration? Journaled, Configuration? Derived,
    int? JournaledParent = null, int? DerivedParent = null)
{
    /// <summary>Where it is not a configuration that differs but who gets a fold: the fold that the trial got; null = it is one.</summary>
    public int? Fold { get; init; }

    /// <summary>Whether it is the choice of the best trial that differs.</summary>
    public bool Best { get; init; }

    /// <summary>In these cases the trial that would get a fold, or be the best, now; null = none.</summary>
    public int? DerivedTrial { get; init; }

    /// <summary>Whether all came out the same.</summary>
    public bool Agrees => Trial is null;
}
