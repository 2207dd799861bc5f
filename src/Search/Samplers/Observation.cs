using Orchestrator.Contracts.Spaces;

namespace Orchestrator.Search.Samplers;

/// <summary>What a finished trial taught.</summary>
/// <param name="Trial">Its number, from 0.</param>
/// <param name="Configuration">Its hyper-parameters.</param>
/// <param name="Loss">Mean over its folds; smaller is better. NaN or infinite: the trial failed.</param>
/// <param name="Variance">Variance of that mean, at least 0; 0 = unknown.</param>
public sealed record Observation(int Trial, Configuration Configuration, double Loss, double Variance = 0);
