using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Trials;
using Orchestrator.Search.Restarts;

namespace Orchestrator.Sweeps;

/// <summary>Restarts in brackets: a rung decides once all trials of its bracket that have not failed have come to it.</summary>
/// <remarks>Who goes on is a function of the fold scores at the rung, so that neither slots nor interruptions change it.</remarks>
public static class Brackets
{
    /// <summary>The epoch after which a trial's folds report to its next rung; null = they train to the end.</summary>
    public static int? PauseAfter(SweepState state, TrialState trial) =>
        state.Definition.Search.Restarts is { } restarts && trial.Rung < restarts.AtEpoch.Count ? restarts.AtEpoch[trial.Rung] : null;

    internal static void Advance(Decision decision, DateTimeOffset at)
    {
        if (decision.State.Definition.Search.Restarts is not { Of: var size })
        {
            return;
        }

        foreach (var bracket in decision.State.Open.Select(number => number / size).Distinct().ToArray())
        {
            Decide(decision, bracket * size, at);
        }
    }

    private static void Decide(Decision decision, int first, DateTimeOffset at)
    {
        var (state, definition) = (decision.State, decision.State.Definition);
        var (restarts, objective) = (definition.Search.Restarts!, definition.Objective);
        var end = Math.Min(first + restarts.Of, state.Exhausted ? state.Trials.Count : definition.Search.Trials);
        if (state.Trials.Count < end)
        {
            return; // the others are not even suggested
        }

        TrialState[] here = [.. state.Open.Where(number => number >= first && number < end).Select(number => state.Trials[number])];
        if (here.Length == 0 || here[0].Rung >= restarts.AtEpoch.Count
            || here.Any(trial => trial.Folds.Any(fold => fold.Status != WorkStatus.Completed)))
        {
            return;
        }

        // Where nothing is left to train, all further rungs would see the same scores.
        var number = here[0].Rung;
        var isLast = restarts.AtEpoch[number] >= definition.Stopping.Epochs;
        var rung = new Rung(number + 1, restarts.Keep.Count, restarts.AtEpoch[number], isLast ? restarts.Keep[^1] : restarts.Keep[number]);
        (int Trial, double Loss)[] arrived = [.. here.Select(trial => (trial.Number, objective.AsLoss(Mean(trial))))];
        foreach (var (trial, place, _, reason) in rung.Judge(arrived, new(objective.Metric, objective.Direction == Direction.Maximize)))
        {
            if (reason is not null)
            {
                decision.Record(new TrialPruned(trial, reason, at));
            }
            else if (isLast)
            {
                SweepProgression.Complete(decision, state.Trials[trial], at);
            }
            else
            {
                decision.Record(new TrialPromoted(trial, rung.Number, place, Mean(state.Trials[trial]), at));
            }
        }
    }

    private static double Mean(TrialState trial) => trial.Folds.Average(fold => fold.Result!.Score);
}
