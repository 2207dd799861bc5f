using Orchestrator.Sweeps;

namespace Orchestrator.Cli.Plots;

/// <summary>A trial with its score in the objective that is shown.</summary>
/// <param name="Score">Mean over the folds.</param>
/// <param name="Deviation">Sample standard deviation over the folds.</param>
internal sealed record ScoredTrial(TrialState Trial, double Score, double Deviation);
