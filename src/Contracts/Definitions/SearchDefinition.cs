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
/// <param name="Restarts">How trials that differ in what was drawn are sorted out; null = they are not.</param>
/// <param name="Elimination">How trials, each on fewer inputs than the one before, find out which are needed; null = they do not.</param>
/// <param name="FoldWise">How trials earn their folds; null = each gets all of them at once.</param>
/// <param name="CostAware">Whether the sampler weighs what it expects to gain against the seconds that a fold is expected to train.</param>
/// <param name="BestBy">By what the best trial is chosen when the search has ended.</param>
public sealed record SearchDefinition(
    string Algorithm, int Trials, int Parallel = 1, PruningDefinition? Pruning = null, StopDefinition? Stop = null,
    EquatableList<Configuration>? Enqueued = null, WarmStartDefinition? WarmStart = null, int? Population = null,
    RestartsDefinition? Restarts = null, EliminationDefinition? Elimination = null, FoldWiseDefinition? FoldWise = null,
    bool CostAware = false, BestBy BestBy = BestBy.Mean)
{
    /// <summary>How many results the suggestion of a trial sees, those of trials 0 .. n - 1, and waits for. Of a population it is the
    /// earlier generations, of restarts the brackets before the last one: two are open, so that no slot waits at the end of one. A search
    /// fold by fold counts folds instead of trials.</summary>
    public int Seen(int trial) => Population is { } size ? trial / size * size
        : Restarts is { } restarts ? Math.Max(0, (trial / restarts.Of - 1) * restarts.Of)
        : Math.Max(0, trial - Parallel + 1);
}

/// <summary>What makes a trial the best one.</summary>
public enum BestBy
{
    /// <summary>The mean over its folds.</summary>
    Mean,

    /// <summary>What the trials around it say too, by a Gaussian process that knows the noise of the folds, so that a lucky trial is not
    /// the best.</summary>
    Posterior,
}

/// <summary>How hopeless trials are stopped early. A pruner uses the options that concern it; null = its default.</summary>
/// <param name="Pruner">A registered pruner's name (<c>median</c>, <c>halving</c>, <c>racing</c>, ...).</param>
/// <param name="WarmUpEpochs">Epochs that are never judged, at least 0 (median, percentile).</param>
/// <param name="StartUpTrials">Completed rivals without which nothing is judged, at least 1 (median, percentile).</param>
/// <param name="Percentile">Share of trials that may go on, in percent (percentile).</param>
/// <param name="FirstRung">Epochs of the first rung, at least 1 (halving, hyperband).</param>
/// <param name="Reduction">One in so many goes on, at least 2 (halving, hyperband).</param>
/// <param name="Patience">Epochs without improvement that are borne, at least 1 (patience).</param>
/// <param name="Limit">Worst score of the objective that is borne (threshold).</param>
/// <param name="Significance">Probability of stopping an equally good trial, in (0, 0.5] (racing).</param>
public sealed record PruningDefinition(
    string Pruner, int? WarmUpEpochs = null, int? StartUpTrials = null, double? Percentile = null, int? FirstRung = null,
        int? Reduction = null,
    int? Patience = null, double? Limit = null, double? Significance = null);

/// <summary>When a search ends before all its trials have run; whichever comes first.</summary>
/// <param name="NoImprovement">Trials in a row that do not improve on the best, at least 1.</param>
/// <param name="Target">Score of the objective that is good enough.</param>
/// <param name="Hours">Hours since the sweep began, above 0. Pauses count.</param>
/// <param name="LittleToGain">Whether to end when a surrogate sees less left to gain than the folds' noise.</param>
public sealed record StopDefinition(int? NoImprovement = null, double? Target = null, double? Hours = null, bool LittleToGain = false);

/// <summary>What a search knows from before. Kept with the sweep, so that it does not depend on the earlier one's journal.</summary>
/// <param name="Sweep">Where it comes from.</param>
/// <param name="Trials">Those that have a place in this sweep's space.</param>
public sealed record WarmStartDefinition(string Sweep, EquatableList<EarlierTrial> Trials);

/// <summary>A finished trial of an earlier sweep, in this sweep's space.</summary>
/// <param name="Configuration">Its hyper-parameters.</param>
/// <param name="Score">Mean of the objective over its folds.</param>
/// <param name="Variance">Variance of that mean, at least 0; 0 = unknown.</param>
public sealed record EarlierTrial(Configuration Configuration, double Score, double Variance);
