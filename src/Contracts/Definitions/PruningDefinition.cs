namespace Orchestrator.Contracts.Definitions;

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
