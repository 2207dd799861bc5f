using System.Globalization;
using Orchestrator.Contracts.Api;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Trials;

namespace Orchestrator.Sweeps.Views;

/// <summary>What is shown of trials.</summary>
public static class TrialViews
{
    /// <summary>A trial in a list.</summary>
    public static TrialRow Row(SweepState state, TrialState trial) => new(
        trial.Number, trial.Status, trial.Configuration, trial.Scores, trial.Folds.Count(f => f.Status == WorkStatus.Completed),
        trial.Folds.Length, trial.SuggestedAt, (trial.EndedAt - trial.SuggestedAt)?.TotalSeconds, Leads(state, trial),
        trial.Folds.Sum(f => f.CountedFailures), trial.Reason, trial.Parent, trial.Partial);

    /// <summary>Everything about a trial, with its learning curves.</summary>
    /// <param name="state">The sweep.</param>
    /// <param name="number">Of the trial, which exists.</param>
    /// <param name="measurements">Those of the trial.</param>
    public static TrialDetails Details(SweepState state, int number, IReadOnlyList<MeasurementRow> measurements)
    {
        var trial = state.Trials[number];
        var metric = state.Definition.Objective.Metric;
        IEnumerable<FoldState> folds = state.Refit is { } refit && refit.Id.Trial == number ? [.. trial.Folds, refit] : trial.Folds;
        return new TrialDetails(
            state.Id, number, trial.Status, trial.Configuration, metric, trial.Mean, trial.Deviation, trial.Reason,
            [.. folds.Select(f => Fold(f, metric, measurements))], ScoresByMetric(state.Definition, trial), trial.Parent)
        {
            Partial = trial.Partial,
            SuggestedAt = trial.SuggestedAt,
            EndedAt = trial.EndedAt,
            Leading = Leads(state, trial),
            Ancestors = [.. Lineage.Numbers(state, number).Reverse()],
            Children = [.. state.Trials.Where(other => other.Parent == number).Select(other => other.Number)],
        };
    }

    /// <summary>A trial's scores by metric; null with one objective, or before the trial has completed.</summary>
    public static IReadOnlyDictionary<string, ObjectiveScore>? ScoresByMetric(SweepDefinition definition, TrialState trial) =>
        definition.TradesOff && trial.Scores.Count > 0
            ? new OrderedDictionary<string, ObjectiveScore>(
                definition.Objectives.Zip(trial.Scores, (objective, score) => KeyValuePair.Create(objective.Metric, score)))
            : null;

    /// <summary>Whether a trial is the best one, or with several objectives one that no other beats.</summary>
    public static bool Leads(SweepState state, TrialState trial) => state.Front?.Contains(trial.Number) ?? trial.Number == state.Best;

    /// <summary>What a fold is called.</summary>
    public static string NameOf(FoldId fold) => fold.IsRefit ? FoldRow.Refit : fold.Fold.ToString(CultureInfo.InvariantCulture);

    /// <summary>One attempt.</summary>
    public static AttemptRow Attempt(AttemptState attempt) => new(
        attempt.Id.Attempt, attempt.Slot.ToString(), attempt.StartedAt, attempt.EndedAt, attempt.Failure, attempt.Reason);

    private static FoldRow Fold(FoldState fold, string metric, IReadOnlyList<MeasurementRow> measurements)
    {
        var own =
            measurements.Where(m => m.Fold == fold.Id.Fold
                && (m.Metric == $"validation/{metric}" || (fold.Id.IsRefit && m.Metric == "train/loss")));
        var last = own.GroupBy(m => m.Attempt).MaxBy(g => g.Key);
        return new FoldRow(
            NameOf(fold.Id),
            fold.Status,
            fold.Result?.Score,
            fold.Result?.BestEpoch,
            fold.Result?.Epochs,
            fold.Result?.TrainSeconds,
            last is null ? [] : [.. last.Select(m => new CurvePoint(m.Epoch, m.Value))],
            [.. fold.Attempts.Select(Attempt)]);
    }
}
