using System.Globalization;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Trials;
using Orchestrator.Sweeps;

namespace Orchestrator.Cli.Rendering;

/// <summary>Everything about one trial.</summary>
/// <param name="Metric">The objective; of several the first, which the folds and their curves show.</param>
/// <param name="Scores">With several objectives, by metric; null with one, or before the trial has completed.</param>
/// <param name="Parent">The trial from whose weights it went on; null = it started anew.</param>
public sealed record TrialView(
    SweepId Sweep, int Trial, WorkStatus Status, Configuration Configuration, string Metric, double? Mean, double? Deviation,
        string? Reason,
    IReadOnlyList<FoldRow> Folds, IReadOnlyDictionary<string, ObjectiveScore>? Scores = null, int? Parent = null)
{
    /// <summary>A trial of a state, with its learning curves.</summary>
    /// <param name="state">The sweep.</param>
    /// <param name="number">Of the trial.</param>
    /// <param name="measurements">Those of the trial.</param>
    public static TrialView Of(SweepState state, int number, IReadOnlyList<MeasurementRow> measurements)
    {
        var trial = state.Trials[number];
        var metric = state.Definition.Objective.Metric;
        IEnumerable<FoldState> folds = state.Refit is { } refit && refit.Id.Trial == number ? [.. trial.Folds, refit] : trial.Folds;
        return new TrialView(
            state.Id, number, trial.Status, trial.Configuration, metric, trial.Mean, trial.Deviation, trial.Reason,
            [.. folds.Select(f => Fold(f, metric, measurements))], FrontView.ScoresOf(state.Definition, trial), trial.Parent);
    }

    private static FoldRow Fold(FoldState fold, string metric, IReadOnlyList<MeasurementRow> measurements)
    {
        var own =
            measurements.Where(m => m.Fold == fold.Id.Fold
                && (m.Metric == $"validation/{metric}" || (fold.Id.IsRefit && m.Metric == "train/loss")));
        var last = own.GroupBy(m => m.Attempt).MaxBy(g => g.Key);
        return new FoldRow(
            fold.Id.IsRefit ? FoldRow.Refit : fold.Id.Fold.ToString(CultureInfo.InvariantCulture),
            fold.Status,
            fold.Result?.Score,
            fold.Result?.BestEpoch,
            fold.Result?.Epochs,
            fold.Result?.TrainSeconds,
            last is null ? [] : [.. last.Select(m => new CurvePoint(m.Epoch, m.Value))],
            [.. fold.Attempts.Select(AttemptRow.Of)]);
    }
}
