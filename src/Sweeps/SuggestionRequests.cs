using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.SearchSpaces;
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
        var observed = new List<Observation>(seen);
        var pending = new List<Configuration>(trial - seen);
        foreach (var known in state.Trials.Take(trial))
        {
            if (known.Number >= seen)
            {
                pending.Add(known.Configuration);
            }
            else
            {
                observed.Add(Observe(state.Definition, known));
            }
        }
        return new SuggestionRequest(trial, observed, pending);
    }

    /// <summary>What a trial taught.</summary>
    public static Observation Observe(SweepDefinition definition, TrialState trial) =>
        trial is { Mean: { } mean, Deviation: { } deviation }
            ? new Observation(
                trial.Number, trial.Configuration, definition.Objective.AsLoss(mean), deviation * deviation / trial.Folds.Length,
                definition.TradesOff ? Front.Losses(definition, trial) : null, Seconds: Seconds(definition, trial.Folds))
            : new Observation(trial.Number, trial.Configuration, double.NaN);

    /// <summary>How long a fold trained, the mean of some, where the search weighs that; 0 = it does not, or nothing is known.</summary>
    internal static double Seconds(SweepDefinition definition, IEnumerable<FoldState> folds) =>
        definition.Search.CostAware ? FoldState.MeanSeconds(folds) : 0;
}
