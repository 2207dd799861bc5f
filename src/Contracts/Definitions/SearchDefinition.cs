using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.SearchSpaces;

namespace Orchestrator.Contracts.Definitions;

/// <summary>How configurations are chosen.</summary>
/// <param name="Algorithm">A registered sampler's name (<c>bayesian</c>, <c>tpe</c>, <c>grid</c>, ...).</param>
/// <param name="Trials">Most trials to run, at least 1.</param>
/// <param name="Parallel">Trials in flight at once, at least 1. The suggestion of trial t sees the results of trials 0 .. t - Parallel, so
/// that it does not depend on which of the others ends first.</param>
/// <param name="Pruning">How hopeless trials are stopped; null = never.</param>
/// <param name="Stop">When the search ends early; null = never.</param>
/// <param name="Enqueued">Configurations that are tried first, before the sampler is asked; null = none.</param>
/// <param name="WarmStart">Trials of an earlier sweep that the sampler learns from; null = none.</param>
/// <param name="Population">Trials of a generation, at least 2, where trials go on from the weights of the generation before; null = each
/// trial starts anew.</param>
public sealed record SearchDefinition(
    string Algorithm, int Trials, int Parallel = 1, PruningDefinition? Pruning = null, StopDefinition? Stop = null,
    EquatableList<Configuration>? Enqueued = null, WarmStartDefinition? WarmStart = null, int? Population = null)
{
    /// <summary>How many results the suggestion of a trial sees, those of trials 0 .. n - 1, and waits for. Of a population it is the
    /// earlier generations.</summary>
    public int Seen(int trial) => Population is { } size ? trial / size * size : Math.Max(0, trial - Parallel + 1);
}
