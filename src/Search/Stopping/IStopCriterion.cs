using Orchestrator.Search.Samplers;

namespace Orchestrator.Search.Stopping;

/// <summary>Decides whether a search has gone on for long enough.</summary>
public interface IStopCriterion
{
    /// <summary>Why the search should end, for people; null = it should go on.</summary>
    /// <param name="observed">Finished trials in order.</param>
    string? ReasonToStop(IReadOnlyList<Observation> observed);
}
