namespace Orchestrator.Contracts.Sweeps;

/// <summary>How configurations are chosen.</summary>
/// <param name="Algorithm">A registered sampler's name (<c>grid</c>, <c>random</c>, <c>bayesian</c>).</param>
/// <param name="Trials">Most trials to run, at least 1.</param>
/// <param name="Parallel">Trials in flight at once, at least 1. The suggestion of trial t sees the results of trials 0 .. t - Parallel, so that it does not depend on which of the others ends first.</param>
public sealed record SearchDefinition(string Algorithm, int Trials, int Parallel = 1);
