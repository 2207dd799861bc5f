using Orchestrator.Contracts.Api;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Spelling;

namespace Orchestrator.Cli.Rendering;

/// <summary>Trials beside each other: a column a trial, a row a property.</summary>
internal static class ComparisonGrid
{
    public static Grid Of(TrialComparison comparison)
    {
        var trials = comparison.Trials;
        var single = trials.Select(trial => trial.Sweep).Distinct().Count() == 1;
        var grid = new Grid(
        [
            new GridColumn(single ? trials[0].Sweep.Value : ""),
            .. trials.Select(trial => new GridColumn(
                $"{(trial.Leading ? "* " : "")}{(single ? $"trial {trial.Trial}" : new TrialReference(trial.Sweep, trial.Trial))}",
                right: true)),
        ]);
        void Row(string name, Func<ComparedTrial, string> cell)
        {
            var cells = trials.Select(cell).ToArray();
            if (cells.Any(shown => shown != NumberText.Nothing))
            {
                grid.Add(null, [name, .. cells]);
            }
        }

        Row("status", trial => Words.Of(trial.Status));
        foreach (var metric in comparison.Metrics)
        {
            Row(metric, trial => trial.Scores.TryGetValue(metric, out var score)
                ? Formatting.Spread(score.Mean, score.Deviation) : NumberText.Nothing);
        }

        foreach (var fold in comparison.Folds)
        {
            Row(fold == FoldRow.Refit ? fold : $"  fold {fold}", trial => NumberText.Score(FoldOf(trial, fold)?.Score));
        }

        string Epochs(ComparedTrial trial) => string.Join(' ', comparison.Folds.Where(fold => fold != FoldRow.Refit)
            .Select(fold => Formatting.Count(FoldOf(trial, fold)?.BestEpoch)));
        Row("best epochs", trial => trial.Folds.Values.Any(fold => fold.BestEpoch is not null) ? Epochs(trial) : NumberText.Nothing);
        Row("trained", trial => Seconds(trial.Folds.Values.Sum(fold => fold.Seconds) is > 0 and var sum ? sum : null));
        Row("took", trial => Seconds(trial.Seconds));
        foreach (var setting in comparison.Differing)
        {
            grid.Add(null, [setting.Name, .. setting.Values.Select(Value)]);
        }

        return grid;
    }

    /// <summary>What is the same in all; null = nothing.</summary>
    public static string? Same(TrialComparison comparison) => comparison.Same.Count == 0 ? null
        : "The same in all: " + string.Join(' ', comparison.Same.Select(setting => $"{setting.Name}={Value(setting.Values[0])}"));

    private static ComparedFold? FoldOf(ComparedTrial trial, string fold) => trial.Folds.GetValueOrDefault(fold);

    private static string Seconds(double? seconds) => Formatting.Duration(seconds is { } known ? TimeSpan.FromSeconds(known) : null);

    private static string Value(ParameterValue? value) => value is { } known ? NumberText.Value(known) : NumberText.Nothing;
}
