using Orchestrator.Sweeps;
using ScottPlot;

namespace Orchestrator.Cli.Plots;

/// <summary>Every trial's score in the order of the trials, and the best so far.</summary>
internal sealed class HistoryPlot : IFigure
{
    public string Name => "history";

    public string Summary => "each trial's score with the deviation of its folds, and the best so far";

    public Drawing Draw(PlotData data)
    {
        var scored = data.Scored(1, Name);
        double[] xs = [.. scored.Select(t => (double)t.Trial.Number)];
        double[] ys = [.. scored.Select(t => t.Score)];
        var x = Scale.Linear([0, Math.Max(1, data.State.Trials.Count - 1)], ticks: 10);
        x = x with { Ticks = [.. x.Ticks.Where(tick => tick.At == Math.Floor(tick.At) && tick.At >= 0)] };
        var y = Scale.Linear(scored.SelectMany(t => new[] { t.Score - t.Deviation, t.Score + t.Deviation }), margin: 0.1);
        var plot = Panel.Create(x, "trial", y, data.ScoreLabel);

        var bars = plot.Add.ErrorBar(xs, ys, [.. scored.Select(t => t.Deviation)]);
        bars.Color = Palette.Gray;
        bars.LineWidth = 1.5f;
        Panel.Dots(plot, xs, ys, Palette.Blue, "mean of the folds ± their standard deviation");
        var line = plot.Add.Scatter(BestSoFar(data, scored));
        line.ConnectStyle = ConnectStyle.StepHorizontal;
        line.MarkerSize = 0;
        line.LineWidth = 2.5f;
        line.Color = Palette.Vermillion;
        line.LegendText = "best so far";
        var floor = y.Low + (y.High - y.Low) * 0.015;
        Unscored(plot, data, WorkStatus.Failed, "failed", Palette.Ink, floor);
        Unscored(plot, data, WorkStatus.Pruned, "pruned", Palette.Orange, floor);
        plot.ShowLegend(Edge.Bottom);
        return new Drawing($"{data.Sweep}: {data.Metric} of each trial", data.Note, [plot]);
    }

    private static Coordinates[] BestSoFar(PlotData data, IReadOnlyList<ScoredTrial> scored)
    {
        var (best, steps) = (scored[0].Score, new List<Coordinates>());
        foreach (var trial in scored)
        {
            best = data.Objective.IsBetter(trial.Score, best) ? trial.Score : best;
            steps.Add(new Coordinates(trial.Trial.Number, best));
        }

        steps.Add(new Coordinates(Math.Max(data.State.Trials.Count - 1, steps[^1].X), best));
        return [.. steps];
    }

    private static void Unscored(Plot plot, PlotData data, WorkStatus status, string legend, Color color, double floor)
    {
        double[] xs = [.. data.State.Trials.Where(trial => trial.Status == status).Select(trial => (double)trial.Number)];
        if (xs.Length > 0)
        {
            Panel.Dots(plot, xs, [.. xs.Select(_ => floor)], color, legend, shape: MarkerShape.Eks);
        }
    }
}
