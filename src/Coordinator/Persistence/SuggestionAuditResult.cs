using Orchestrator.Contracts.SearchSpaces;

namespace Orchestrator.Coordinator.Persistence;

/// <summary>What an audit of suggestions found.</summary>
/// <param name="Compared">Suggestions that came out the same.</param>
/// <param name="Trial">The first trial whose suggestion differs; null when none does.</param>
/// <param name="Journaled">What the journal has for it; null = the space was exhausted.</param>
/// <param name="Derived">What comes out now; null = the space is exhausted.</param>
/// <param name="JournaledParent">From whose weights it went on; null = anew.</param>
/// <param name="DerivedParent">From whose weights it would go on now.</param>
public sealed record SuggestionAuditResult(int Compared, int? Trial, Configuration? Journaled, Configuration? Derived,
    int? JournaledParent = null, int? DerivedParent = null)
{
    /// <summary>Whether every suggestion came out the same.</summary>
    public bool Agrees => Trial is null;
}
