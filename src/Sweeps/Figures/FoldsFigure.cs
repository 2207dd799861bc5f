using Orchestrator.Contracts.Api.Figures;
using Orchestrator.Contracts.Spelling;

namespace Orchestrator.Sweeps.Figures;

/// <summary>The folds of the best trials, or of chosen ones, beside each other: whether the first one leads by more than its folds
/// vary.</summary>
public sealed class FoldsFigure : IFigureKind
{
    /// <inheritdoc />
    public string Name => "folds";

    /// <inheritdoc />
    public string Summary => "the score of each fold of the best trials, paired by fold";

    /// <inheritdoc />
    public Figure Of(FigureData data)
    {
        var shown = data.Shown(Name);
        var folds = shown.Select(trial => Scores(data, trial)).ToArray();
        var count = folds.Max(scores => scores.Length);
        return new Figure(Name, $"{data.Sweep}: {data.Metric} of each fold, {Words.Count(shown.Count, "trial")}",
            "A line a fold: folds share their rows, so lines that cross tell that neither trial is better on all of them. Crosses are "
                + "means.",
        [
            new FigurePanel(
                FigureAxes.Named("trial", shown.Select(trial => $"trial {trial.Trial.Number}")),
                FigureAxes.Linear($"{data.Metric} of a fold", folds.SelectMany(scores => scores).OfType<double>(), margin: 0.1),
            [
                .. Enumerable.Range(0, count).Select(k => Line(folds, k)),
                new PointMarks([.. shown.Select((_, i) => (double)i)], [.. shown.Select(trial => trial.Score)])
                {
                    Trials = [.. shown.Select(trial => trial.Trial.Number)],
                    Crosses = true,
                    Color = FigureColor.Vermillion,
                    Legend = "mean",
                },
            ]),
        ]);
    }

    private static LineMark Line(double?[][] folds, int fold)
    {
        int[] places = [.. Enumerable.Range(0, folds.Length).Where(i => folds[i].ElementAtOrDefault(fold) is not null)];
        return new LineMark([.. places.Select(i => (double)i)], [.. places.Select(i => folds[i][fold]!.Value)])
        {
            Marked = true,
            Color = FigureColor.Blue,
            Legend = fold == 0 ? "fold" : null,
        };
    }

    private static double?[] Scores(FigureData data, ScoredTrial trial) =>
    [
        .. trial.Trial.Folds.Select(fold =>
            fold.Result is not { } result ? null : data.Place == 0 ? result.Score : data.Objective.In(result)),
    ];
}
