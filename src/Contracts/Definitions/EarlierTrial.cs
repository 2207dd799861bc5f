using Orchestrator.Contracts.SearchSpaces;

namespace Orchestrator.Contracts.Definitions;

/// <summary>A finished trial of an earlier sweep, in this sweep's space.</summary>
/// <param name="Configuration">Its hyper-parameters.</param>
/// <param name="Score">Mean of the objective over its folds.</param>
/// <param name="Variance">Variance of that mean, at least 0; 0 = unknown.</param>
public sealed record EarlierTrial(Configuration Configuration, double Score, double Variance);
