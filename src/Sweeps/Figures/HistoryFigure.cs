using Orchestrator.Contracts.Api.Figures;
using Orchestrator.Contracts.Trials;

namespace Orchestrator.Sweeps.Figures;

/// <summary>Every trial's score in the order of the trials, and the best so far.</summary>
public sealed class HistoryFigure : IFigureKind
{
    /// <inheritdoc />
    public string Name => "history";

    /// <inheritdoc />
    public string Summary => "each trial's score with the deviation of its folds, and the best so far";

    /// <inheritdoc />
    public Figure Of(FigureData data)
    {
        var all = data.Scored(1, Name);
        var scored = FigureData.Thinned(all);
        var x = new FigureAxis("trial", AxisKind.Count, 0, Math.Max(1, data.State.Trials.Count - 1));
        var room = 0.05 * (x.High - x.Low);
        var y = FigureAxes.Linear(data.ScoreLabel, scored.SelectMany(t => new[] { t.Score - t.Deviation, t.Score + t.Deviation }),
            margin: 0.1);
        var floor = y.Low + (y.High - y.Low) * 0.015;
        return new Figure(Name, $"{data.Sweep}: {data.Metric} of each trial", data.Note,
        [
            new FigurePanel(x with { Low = x.Low - room, High = x.High + room }, y,
            [
                new PointMarks([.. scored.Select(t => (double)t.Trial.Number)], [.. scored.Select(t => t.Score)])
                {
                    Trials = [.. scored.Select(t => t.Trial.Number)],
                    Errors = [.. scored.Select(t => t.Deviation)],
                    Legend = "mean of the folds ± their standard deviation",
                },
                BestSoFar(data, all),
                .. Unscored(data, WorkStatus.Failed, "failed", FigureColor.Ink, floor),
                .. Unscored(data, WorkStatus.Pruned, "pruned", FigureColor.Orange, floor),
            ]),
        ]);
    }

    // A point an improvement, and one at the end.
    private static LineMark BestSoFar(FigureData data, IReadOnlyList<ScoredTrial> scored)
    {
        var (xs, ys) = (new List<double>(), new List<double>());
        foreach (var trial in scored)
        {
            if (ys.Count == 0 || data.Objective.IsBetter(trial.Score, ys[^1]))
            {
                xs.Add(trial.Trial.Number);
                ys.Add(trial.Score);
            }
        }

        xs.Add(Math.Max(data.State.Trials.Count - 1, xs[^1]));
        ys.Add(ys[^1]);
        return new LineMark(xs, ys) { Shape = LineShape.StepAfter, Color = FigureColor.Vermillion, Legend = "best so far" };
    }

    private static IEnumerable<PointMarks> Unscored(
        FigureData data, WorkStatus status, string legend, FigureColor color, double floor)
    {
        var trials = FigureData.Thinned([.. data.State.Trials.Where(trial => trial.Status == status)]);
        return trials.Count == 0 ? [] :
        [
            new PointMarks([.. trials.Select(trial => (double)trial.Number)], [.. trials.Select(_ => floor)])
            {
                Trials = [.. trials.Select(trial => trial.Number)],
                Texts = [.. trials.Select(trial => FigureText.Clean(trial.Reason ?? legend, 120))],
                Crosses = true,
                Color = color,
                Legend = legend,
            },
        ];
    }
}
