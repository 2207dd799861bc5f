using System.Globalization;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Spelling;
using Orchestrator.Contracts.Trials;
using Orchestrator.Search.FoldWise;
using Orchestrator.Search.Pruners;
using Orchestrator.Search.Samplers;

namespace Orchestrator.Sweeps;

/// <summary>A search fold by fold: what is chosen next is a further fold of a trial, or a new trial with its first fold.</summary>
/// <remarks>
/// The grant of a fold takes the place that the suggestion of a trial has in other searches: grant g sees the results of grants
/// 0 .. g - parallel and no others, so that the search is a function of its seed and data whatever ends first. A trial has at most one
/// fold that is not seen. Once no trials are left to suggest, grants that find nothing to do wait for one result after another.
/// </remarks>
public static class FoldWise
{
    /// <summary>How many grants the next one sees, at least.</summary>
    internal static int NextSeen(SweepState state) => Math.Max(
        state.Grants.IsEmpty ? 0 : state.Grants[^1].Seen, state.Grants.Count - state.Definition.Search.Parallel + 1);

    /// <summary>Whether the first <paramref name="seen"/> grants have a result, or never will.</summary>
    internal static bool HasEnded(SweepState state, int seen)
    {
        var known = state.Grants.IsEmpty ? 0 : state.Grants[^1].Seen;
        return Enumerable.Range(known, seen - known).All(i => state.Grants[i].Fold is var fold
            && (state.Trials[fold.Trial].Ended || state.Find(fold)!.Status is WorkStatus.Completed or WorkStatus.Failed));
    }

    internal static void Advance(Decision decision, DateTimeOffset at)
    {
        if (decision.State is not { Plan.Search.FoldWise: not null, Status: SweepStatus.Searching })
        {
            return;
        }

        for (var seen = NextSeen(decision.State); HasEnded(decision.State, seen);)
        {
            var verdict = Judge(decision.State, seen);
            foreach (var hopeless in verdict.Hopeless)
            {
                decision.Record(new TrialPruned(hopeless.Trial, Reason(decision.State.Definition, hopeless), at,
                    new(hopeless.Known, decision.State.Definition.Objective.AsLoss(hopeless.Mean), hopeless.Deviation)));
            }

            if (verdict.Next is { } next)
            {
                var trial = decision.State.Trials[next.Trial];
                decision.Record(new FoldGranted(next.Trial, trial.FoldAt(trial.Granted!.Value).Id.Fold, seen, next.Chance, at));
                seen = NextSeen(decision.State);
            }
            else if (decision.State is { Exhausted: false, Definition.Search.Trials: var trials } && decision.State.Trials.Count < trials
                || seen == decision.State.Grants.Count)
            {
                return; // a new trial is next, or all is done
            }
            else
            {
                seen++;
            }
        }
    }

    /// <summary>What follows from the first <paramref name="seen"/> grants.</summary>
    public static FoldVerdict Judge(SweepState state, int seen)
    {
        var (search, folds) = (state.Definition.Search, state.Definition.CrossValidation.Splits);
        var unseen = state.Grants.Skip(seen).Select(grant => grant.Fold.Trial).ToHashSet();
        var candidates = state.Open.Where(trial => !unseen.Contains(trial)).ToHashSet();
        return candidates.Count == 0 ? new FoldVerdict([], null) // as mostly while a suggestion is waited for
            : new FoldJudge(folds, search.FoldWise!.StartUpTrials, search.FoldWise.LeastChance)
                .Judge([.. Known(state, seen).Select(trial => trial.Losses).OfType<FoldLosses>()], candidates);
    }

    /// <summary>What the sampler is asked for a trial: what is expected of each trial by the folds that are seen, and as pending those of
    /// which none is.</summary>
    internal static SuggestionRequest RequestFor(SweepState state, int trial)
    {
        var known = Known(state, SeenAt(state, trial));
        var model = new FoldModel(state.Definition.CrossValidation.Splits, [.. known.Select(k => k.Losses).OfType<FoldLosses>()]);
        Observation[] observed = [.. known.Select(k => Observe(state, k.Trial, k.Losses, model))];
        var seen = known.Select(k => k.Trial).ToHashSet();
        Configuration[] pending =
            [.. state.Trials.Take(trial).Where(other => !seen.Contains(other.Number)).Select(other => other.Configuration)];
        return new SuggestionRequest(trial, observed, pending);
    }

    /// <summary>The same fold of other trials, as far as the grant of <paramref name="fold"/> saw it.</summary>
    internal static IEnumerable<FoldState> Rivals(SweepState state, FoldId fold) =>
        state.Grants.Find(grant => grant.Fold == fold) is not { } own ? []
            : state.Grants.Take(own.Seen).Where(grant => grant.Fold.Fold == fold.Fold).Select(grant => state.Find(grant.Fold)!);

    private static int SeenAt(SweepState state, int trial) =>
        state.Grants.FindIndex(grant => grant.Fold.Trial == trial) is >= 0 and var first ? state.Grants[first].Seen : NextSeen(state);

    private static Observation Observe(SweepState state, int trial, FoldLosses? losses, FoldModel model)
    {
        var configuration = state.Trials[trial].Configuration;
        return losses is null ? SuggestionRequests.Without(state.Trials[trial]) : model.Observe(configuration, losses) with
        {
            Seconds = SuggestionRequests.Seconds(state.Definition,
                state.Trials[trial].Folds.Where((_, fold) => losses.Losses[fold] is not null)),
        };
    }

    // Trials of which a grant is seen, by number. Null = a fold that is seen failed, or the trial was ended while it ran.
    private static List<(int Trial, FoldLosses? Losses)> Known(SweepState state, int seen)
    {
        var (objective, folds) = (state.Definition.Objective, state.Definition.CrossValidation.Splits);
        return [.. state.Grants.Take(seen).GroupBy(grant => grant.Fold.Trial).OrderBy(trial => trial.Key).Select(trial =>
        {
            var losses = new double?[folds];
            foreach (var (fold, _) in trial)
            {
                losses[fold.Fold] = state.Find(fold)!.Result is { } result ? objective.AsLoss(result.Score) : null;
            }

            return (trial.Key, losses.Count(loss => loss is not null) == trial.Count() ? new FoldLosses(trial.Key, losses) : null);
        })];
    }

    private static string Reason(SweepDefinition definition, HopelessTrial trial)
    {
        var words = new ScoreWords(definition.Objective.Metric, definition.Objective.Direction == Direction.Maximize);
        return string.Create(CultureInfo.InvariantCulture,
            $"after {trial.Known} of {Words.Count(definition.CrossValidation.Splits, "fold")} {words.Metric} {words.Of(trial.Mean)} ± "
                + $"{trial.Deviation:G2} is expected over all of them: a chance of {100 * trial.Chance:G2} % to pass trial {trial.Best} "
                + $"({words.Of(trial.BestMean)})");
    }
}
