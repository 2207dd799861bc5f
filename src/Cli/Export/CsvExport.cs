using System.Globalization;
using CsvHelper;
using Orchestrator.Cli.Rendering;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Spelling;
using Orchestrator.Contracts.Trials;
using Orchestrator.Coordinator.Persistence;
using Orchestrator.Sweeps;
using Orchestrator.Sweeps.Views;

namespace Orchestrator.Cli.Export;

/// <summary>A sweep as comma-separated values (RFC 4180), numbers in full precision.</summary>
internal static class CsvExport
{
    /// <summary>A row a trial: configuration, scores, reason; with several objectives the further ones, and whether the trial is on the
    /// front.</summary>
    public static void Trials(SweepState state, TextWriter output)
    {
        using var csv = Writer(output);
        var (names, folds) = (ParameterNames(state), state.Definition.CrossValidation.Splits);
        var further = state.Definition.AdditionalObjectives?.Select(objective => objective.Metric) ?? [];
        string[] several = state.Front is null
            ? [] : [.. further.SelectMany(metric => new[] { $"{metric}_mean", $"{metric}_std" }), "front"];
        string[] lineage = state.Definition.Search.Population is null ? [] : ["parent"];
        Row(csv, ["trial", "status", .. lineage, .. names, "mean", "std", .. several, .. Enumerable.Range(0, folds)
            .Select(k => $"fold_{k}"), "test", "attempts", "train_seconds", "reason"]);
        var test = TestResult.Of(state);
        foreach (var trial in state.Trials)
        {
            Row(csv,
            [
                trial.Number, Word(trial.Status), .. lineage.Select(_ => (object?)trial.Parent), .. names.Select(n => Value(trial, n)),
                    trial.Mean, trial.Deviation, .. AdditionalScores(state, trial),
                .. trial.Folds.Select(f => (object?)f.Result?.Score), trial.Number == state.Best ? test?.Score : null,
                    trial.Folds.Sum(f => f.Attempts.Length),
                trial.Folds.Sum(f => f.Result?.TrainSeconds ?? 0), trial.Reason,
            ]);
        }
    }

    /// <summary>A row a fold: score, epochs, attempts, every metric at the best epoch.</summary>
    public static void Folds(SweepState state, TextWriter output)
    {
        using var csv = Writer(output);
        FoldState[] folds = [.. state.Trials.SelectMany(t => t.Folds), .. state.Refit is { } refit ? new[] { refit } : []];
        var metrics = folds.SelectMany(f => f.Result?.Metrics.Keys ?? []).Distinct().Order(StringComparer.Ordinal).ToArray();
        Row(csv, ["trial", "fold", "status", "score", "best_epoch", "epochs", "train_seconds", "attempts", .. metrics]);
        foreach (var f in folds)
        {
            Row(csv,
            [
                f.Id.Trial, FoldName(f.Id.Fold), Word(f.Status), f.Result?.Score, f.Result?.BestEpoch, f.Result?.Epochs,
                    f.Result?.TrainSeconds, f.Attempts.Length,
                .. metrics.Select(m => f.Result?.Metrics.TryGetValue(m, out var value) == true ? value : (object?)null),
            ]);
        }
    }

    /// <summary>A row a measurement: the learning curves.</summary>
    public static void Measurements(IEnumerable<MeasurementRow> rows, TextWriter output)
    {
        using var csv = Writer(output);
        Row(csv, ["trial", "fold", "attempt", "epoch", "metric", "value"]);
        foreach (var m in rows)
        {
            Row(csv, [m.Trial, FoldName(m.Fold), m.Attempt, m.Epoch, m.Metric, m.Value]);
        }
    }

    private static IEnumerable<object?> AdditionalScores(SweepState state, TrialState trial)
    {
        if (state.Front is not { } front)
        {
            yield break;
        }

        for (var k = 1; k < state.Definition.Objectives.Count; k++)
        {
            var score = trial.Scores.ElementAtOrDefault(k);
            yield return score?.Mean;
            yield return score?.Deviation;
        }
        yield return front.Contains(trial.Number) ? "true" : "false";
    }

    private static string[] ParameterNames(SweepState state) => [.. state.Definition.Space.Parameters.Select(p => p.Name)];

    private static object? Value(TrialState trial, string name) =>
        !trial.Configuration.TryGet(name, out var value) ? null : value.IsText ? value.Text : value.Number;

    private static object FoldName(int fold) => fold == FoldId.RefitFold ? "refit" : fold;

    private static string Word(WorkStatus status) => Words.Of(status);

    /// <summary>Rows go to <paramref name="output"/>, which stays open.</summary>
    internal static CsvWriter Writer(TextWriter output) => CsvWriter.Create(output, new CsvWriterOptions(), leaveOpen: true);

    /// <summary>Writes one row.</summary>
    internal static void Row(CsvWriter csv, IEnumerable<object?> cells)
    {
        foreach (var cell in cells)
        {
            csv.WriteField(Convert.ToString(cell, CultureInfo.InvariantCulture) ?? "");
        }

        csv.EndRecord();
    }
}
