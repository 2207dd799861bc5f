using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Trials;
using Orchestrator.Search.FoldWise;
using Orchestrator.Search.Samplers;

namespace Orchestrator.Sweeps;

/// <summary>What a sampler may know when it is asked for a trial.</summary>
public static class SuggestionRequests
{
    /// <summary>The configuration that a user put at this place of the queue, in the sweep file or while the sweep ran; null = the sampler
    /// decides.</summary>
    public static Configuration? Enqueued(SweepState state, int trial) =>
        state.Definition.Search.Enqueued is { } queue && trial < queue.Count ? queue[trial]
            : state.Queue.GetValueOrDefault(trial)?.Configuration;

    /// <summary>What the sampler is asked: <see cref="For"/>, after the trials of an earlier sweep, which have negative numbers.</summary>
    public static SuggestionRequest ToSampler(SweepState state, int trial)
    {
        var request = For(state, trial);
        if (state.Definition.Search.WarmStart is not { Trials: var earlier })
        {
            return request;
        }

        var objective = state.Definition.Objective;
        var known = earlier.Select((t, i) => new Observation(i - earlier.Count, t.Configuration, objective.AsLoss(t.Score), t.Variance));
        return request with { Observed = [.. known, .. request.Observed] };
    }

    /// <summary>Trials 0 .. trial - parallel with their losses, and the later ones as pending, finished or not.</summary>
    /// <remarks>Leaving out results that happen to be there makes the answer independent of timing; see
    /// <see cref="SweepState.WantedTrial"/>.</remarks>
    public static SuggestionRequest For(SweepState state, int trial)
    {
        if (state.Definition.Search.FoldWise is not null)
        {
            return FoldWise.RequestFor(state, trial);
        }

        var seen = state.Definition.Search.Seen(trial);
        return new SuggestionRequest(trial, Observe(state.Definition, [.. state.Trials.Take(seen)]),
            [.. state.Trials.Take(trial).Skip(seen).Select(later => later.Configuration)]);
    }

    /// <summary>What trials taught, in the order of their numbers.</summary>
    public static IReadOnlyList<Observation> Observe(SweepDefinition definition, IReadOnlyList<TrialState> trials)
    {
        var whole = trials.Where(trial => trial.Mean is not null).ToList();
        var folds = whole.Count == 0 ? 1 : whole[0].Folds.Length;
        var losses = new double[whole.Count * folds];
        for (var i = 0; i < losses.Length; i++)
        {
            losses[i] = definition.Objective.AsLoss(whole[i / folds].Folds[i % folds].Result!.Score);
        }

        var variances = ComparisonNoise.Variances(losses, folds);
        var next = 0;
        return [.. trials.Select(trial => trial.Mean is { } mean
            ? new Observation(trial.Number, trial.Configuration, definition.Objective.AsLoss(mean), variances[next++],
                definition.TradesOff ? Front.Losses(definition, trial) : null, Seconds: Seconds(definition, trial.Folds))
            : Without(trial))];
    }

    /// <summary>What a trial without a score taught: one that was pruned was bad, one that failed might have been good.</summary>
    internal static Observation Without(TrialState trial) => new(trial.Number, trial.Configuration,
        trial.Status == WorkStatus.Pruned ? double.PositiveInfinity : double.NaN);

    /// <summary>How long a fold trained, the mean of some, where the search weighs that; 0 = it does not, or nothing is known.</summary>
    internal static double Seconds(SweepDefinition definition, IEnumerable<FoldState> folds) =>
        definition.Search.CostAware ? FoldState.MeanSeconds(folds) : 0;
}
