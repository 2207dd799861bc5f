using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Spaces;

namespace Orchestrator.Search.MultiObjective;

/// <summary>What a finished trial of a sweep with several objectives taught.</summary>
/// <param name="Trial">Its number, from 0.</param>
/// <param name="Configuration">Its hyper-parameters.</param>
/// <param name="Losses">One an objective, smaller is better, the same number for all trials; any non-finite: the trial failed.</param>
public sealed record Outcome(int Trial, Configuration Configuration, EquatableList<double> Losses)
{
    /// <summary>Whether all losses are finite.</summary>
    public bool Succeeded => Losses.All(double.IsFinite);
}
