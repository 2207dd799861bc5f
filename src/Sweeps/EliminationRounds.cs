using System.Globalization;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Spelling;

namespace Orchestrator.Sweeps;

/// <summary>What the rounds of an elimination say: how few inputs are enough.</summary>
/// <remarks>
/// The one-standard-error rule (Breiman, Friedman, Olshen and Stone 1984, section 3.4.3): the best mean is uncertain by its standard error,
/// s / sqrt(k) over the k folds, and of what is no worse than that the simplest is taken. Folds share training rows, so that the error is
/// estimated too small rather than too large.
/// </remarks>
public static class EliminationRounds
{
    /// <summary>The round with the fewest inputs whose score is within one standard error of the best; null = none has a score.</summary>
    /// <param name="trials">The rounds, in their order.</param>
    /// <param name="objective">What they are judged by.</param>
    public static EliminationChoice? Choose(IEnumerable<TrialState> trials, ObjectiveDefinition objective)
    {
        TrialState[] scored = [.. trials.Where(trial => trial.Mean is not null)];
        if (TrialState.Ranked(scored, objective).FirstOrDefault() is not { } best)
        {
            return null;
        }

        var error = Error(best);
        return new(best, error, scored.Where(trial => !IsWorse(trial, best, error, objective)).MaxBy(trial => trial.Number)!);
    }

    /// <summary>How many inputs a round was trained on, as its folds say: the mean, where they differ; null = none has said.</summary>
    public static double? Inputs(TrialState trial)
    {
        double[] counts =
        [
            .. trial.Folds.Select(fold => fold.Result?.Metrics.GetValueOrDefault(EliminationDefinition.Parameter) ?? 0).Where(n => n > 0),
        ];
        return counts.Length == 0 ? null : counts.Average();
    }

    /// <summary>The choice in a sentence.</summary>
    public static string Sentence(EliminationChoice choice, ObjectiveDefinition objective)
    {
        var (chosen, best) = (choice.Chosen, choice.Best);
        var error = NumberText.Score(choice.StandardError);
        return chosen.Number == best.Number
            ? $"Round {best.Number}, with {Shown(best)}, is the best, and no smaller one comes within one standard error ({error}) of it."
            : $"Round {chosen.Number}, with {Shown(chosen)}, has the smallest set within one standard error ({error}) of the best, round "
                + $"{best.Number} with {Shown(best)}: {objective.Metric} {NumberText.Score(chosen.Mean)} against "
                + $"{NumberText.Score(best.Mean)}.";
    }

    /// <summary>Why the search ends before a round; null = it goes on.</summary>
    internal static string? ReasonToStop(SweepState state, int round)
    {
        var objective = state.Definition.Objective;
        if (state.Definition.Search.Elimination is not { } elimination || round == 0)
        {
            return null;
        }

        if (state.Trials[round - 1].Mean is null)
        {
            return $"Round {round - 1} has no score, and so no ranking to go on from";
        }

        if (elimination.StopAfter is not { } patience || Choose(state.Trials.Take(round), objective) is not { } choice)
        {
            return null;
        }

        var last = state.Trials.Take(round).TakeLast(patience).ToArray();
        return last.Length == patience && Array.TrueForAll(last, trial => trial.Number > choice.Best.Number && trial.Mean is not null
            && IsWorse(trial, choice.Best, choice.StandardError, objective))
            ? $"The score fell: {Words.Count(patience, "round")} in a row {(patience == 1 ? "is" : "are")} worse than round "
                + $"{choice.Best.Number} ({NumberText.Score(choice.Best.Mean)}) by more than its standard error "
                + $"({NumberText.Score(choice.StandardError)})"
            : null;
    }

    private static double Error(TrialState trial) => trial.Deviation!.Value / Math.Sqrt(trial.Folds.Length);

    private static bool IsWorse(TrialState trial, TrialState best, double error, ObjectiveDefinition objective) =>
        objective.AsLoss(trial.Mean!.Value) > objective.AsLoss(best.Mean!.Value) + error;

    /// <summary>How many inputs a round was trained on, in words: <c>25 inputs</c>.</summary>
    public static string Shown(TrialState trial) => Inputs(trial) is { } count
        ? string.Create(CultureInfo.InvariantCulture, $"{count:0.#} {(count == 1 ? "input" : "inputs")}")
        : $"{trial.Configuration}";
}

/// <summary>Which inputs are enough.</summary>
/// <param name="Best">The round with the best mean.</param>
/// <param name="StandardError">Of that mean, over the folds.</param>
/// <param name="Chosen">The round with the fewest inputs within one standard error of it.</param>
public sealed record EliminationChoice(TrialState Best, double StandardError, TrialState Chosen);
