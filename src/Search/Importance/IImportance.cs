using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Search.Samplers;

namespace Orchestrator.Search.Importance;

/// <summary>Tells how much each parameter matters.</summary>
public interface IImportance
{
    /// <summary>A share for every parameter of the space, which sum to 1; all 0 where the losses tell nothing (equal, or fewer than
    /// four).</summary>
    /// <param name="space">The space.</param>
    /// <param name="observed">Finished trials; failed ones are left out.</param>
    IReadOnlyDictionary<string, double> Of(SearchSpace space, IReadOnlyList<Observation> observed);
}
