using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Spelling;
using Orchestrator.Contracts.Trials;
using Orchestrator.Sweeps;
using Orchestrator.Sweeps.Views;

namespace Orchestrator.Cli.Export;

/// <summary>A sweep as tables.</summary>
internal static class SweepTables
{
    /// <summary>What a row of each table is, by its name.</summary>
    public static readonly IReadOnlyDictionary<string, Func<ExportedSweep, Table>> All = new Dictionary<string, Func<ExportedSweep, Table>>
    {
        ["trials"] = Trials,
        ["folds"] = Folds,
        ["measurements"] = Measurements,
    };

    /// <summary>A row a trial: configuration, scores, reason; with several objectives the further ones, and whether the trial is on the
    /// front.</summary>
    public static Table Trials(ExportedSweep sweep)
    {
        var state = sweep.State;
        var parameters = state.Definition.Space.Parameters;
        Column[] several = state.Front is null ? []
            :
            [
                .. sweep.Metrics.Skip(1).SelectMany(name => new[] { $"{name}_mean", $"{name}_std" }).Select(Column.Real),
                Column.Truth("front"),
            ];
        Column[] lineage = state.Definition.Search.Population is null ? [] : [Column.Whole("parent")];
        return new Table(
            [
                Column.Whole("trial"), Column.Text("status"), .. lineage, .. parameters.Select(ColumnOf), Column.Real("mean"),
                Column.Real("std"), .. several,
                .. Enumerable.Range(0, state.Definition.CrossValidation.Splits).Select(k => Column.Real($"fold_{k}")), Column.Real("test"),
                Column.Whole("attempts"), Column.Real("train_seconds"), Column.Text("reason"),
            ],
            state.Trials.Select(trial => (object?[])
            [
                (long)trial.Number, Words.Of(trial.Status), .. lineage.Select(_ => (object?)(long?)trial.Parent),
                .. parameters.Select(parameter => Value(trial, parameter)), trial.Mean, trial.Deviation, .. AdditionalScores(state, trial),
                .. trial.Folds.Select(fold => (object?)fold.Result?.Score),
                trial.Number == state.Best ? TestResult.Of(state)?.Score : null, (long)trial.Folds.Sum(fold => fold.Attempts.Length),
                trial.Folds.Sum(fold => fold.Result?.TrainSeconds ?? 0), trial.Reason,
            ]).ToAsyncEnumerable());
    }

    /// <summary>A row a fold: score, epochs, attempts, every metric at the best epoch. The refit stands behind all trials.</summary>
    public static Table Folds(ExportedSweep sweep)
    {
        var refit = sweep.State.Refit;
        var folds = sweep.State.Trials.SelectMany(trial => trial.Folds).Concat(refit is null ? [] : [refit]);
        string[] metrics = [.. folds.SelectMany(fold => fold.Result?.Metrics.Keys ?? []).Distinct().Order(StringComparer.Ordinal)];
        return new Table(
            [
                Column.Whole("trial"), Column.Text("fold"), Column.Text("status"), Column.Real("score"), Column.Whole("best_epoch"),
                Column.Whole("epochs"), Column.Real("train_seconds"), Column.Whole("attempts"), .. metrics.Select(Column.Real),
            ],
            folds.Select(fold => (object?[])
            [
                (long)fold.Id.Trial, ExportedSweep.NameOf(fold.Id), Words.Of(fold.Status), fold.Result?.Score,
                (long?)fold.Result?.BestEpoch, (long?)fold.Result?.Epochs, fold.Result?.TrainSeconds, (long)fold.Attempts.Length,
                .. metrics.Select(name => fold.Result?.Metrics.TryGetValue(name, out var value) == true ? value : (object?)null),
            ]).ToAsyncEnumerable());
    }

    /// <summary>A row a measurement: the learning curves.</summary>
    public static Table Measurements(ExportedSweep sweep) => new(
        [
            Column.Whole("trial"), Column.Text("fold"), Column.Whole("attempt"), Column.Whole("epoch"), Column.Text("metric"),
            Column.Real("value"),
        ],
        sweep.MeasurementsAsync().Select(row => (object?[])
        [
            (long)row.Trial, ExportedSweep.NameOf(new(row.Trial, row.Fold)), (long)row.Attempt, (long)row.Epoch, row.Metric, row.Value,
        ]));

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

        yield return front.Contains(trial.Number);
    }

    private static Column ColumnOf(Parameter parameter) => parameter switch
    {
        IntParameter => Column.Whole(parameter.Name),
        FloatParameter => Column.Real(parameter.Name),
        _ => Column.Text(parameter.Name),
    };

    private static object? Value(TrialState trial, Parameter parameter) =>
        !trial.Configuration.TryGet(parameter.Name, out var value) ? null
        : value.IsText ? value.Text
        : parameter is IntParameter ? (object)(long)value.Number
        : value.Number;
}
