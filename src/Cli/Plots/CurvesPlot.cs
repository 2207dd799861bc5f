using Orchestrator.Contracts.Trials;
using Orchestrator.Contracts.Validation;
using ScottPlot;

namespace Orchestrator.Cli.Plots;

/// <summary>Learning curves of the best trials.</summary>
internal sealed class CurvesPlot : IFigure
{
    public string Name => "curves";

    public string Summary => "the validation metric of each epoch, for the best trials";

    public bool NeedsMeasurements => true;

    public Drawing Draw(PlotData data)
    {
        var best = data.Scored(1, Name).OrderBy(t => data.Objective.AsLoss(t.Score)).ThenBy(t => t.Trial.Number).Take(data.MostTrials);
        (int Trial, Curve Curve)[] curves =
            [.. best.Select(t => (t.Trial.Number, Curve: Of(data, t.Trial.Number))).Where(c => c.Curve.Points.Count > 0)];
        if (curves.Length == 0)
        {
            throw new UserError(
                $"'{data.Objective.Metric}' of sweep '{data.State.Id}' is not measured in every epoch, so it has no curves.");
        }

        var points = curves.SelectMany(c => c.Curve.Points).ToArray();
        var x = Scale.Linear(points.Select(p => p.X), ticks: 12);
        x = x with { Ticks = [.. x.Ticks.Where(tick => tick.At == Math.Floor(tick.At) && tick.At >= 1)] };
        var plot = Panel.Create(x, "epoch", Scale.Linear(points.Select(p => p.Y)), data.ScoreLabel);
        for (var i = 0; i < curves.Length; i++)
        {
            var (trial, curve) = curves[i];
            Line(plot, curve.Points[..curve.Whole], Palette.Line(i), $"trial {trial}", LinePattern.Solid);
            if (curve.Whole < curve.Points.Count)
            {
                Line(plot, curve.Points[Math.Max(0, curve.Whole - 1)..], Palette.Line(i), "", LinePattern.Dotted);
            }
        }

        plot.ShowLegend(Edge.Right);
        return new Drawing($"{data.Sweep}: validation {data.Metric} by epoch, the best {PlotText.Count(curves.Length, "trial")}",
            "Mean over the folds; dotted where some folds have stopped, and only the others count.", [plot]);
    }

    private static Curve Of(PlotData data, int trial)
    {
        var folds = data.State.Definition.CrossValidation.Folds;
        var epochs = from m in data.Measurements
                     where m.Trial == trial && m.Fold >= 0 && m.Metric == $"validation/{data.Objective.Metric}" && double.IsFinite(m.Value)
                     group m by (m.Epoch, m.Fold) into told
                     let last = told.MaxBy(m => m.Attempt)!
                     group last by last.Epoch into epoch
                     orderby epoch.Key
                     select epoch;
        IGrouping<int, MeasurementRow>[] all = [.. epochs];
        return new Curve([.. all.Select(epoch => new Coordinates(epoch.Key, epoch.Average(m => m.Value)))],
            all.TakeWhile(epoch => epoch.Count() == folds).Count());
    }

    private static void Line(Plot plot, List<Coordinates> points, Color color, string legend, LinePattern pattern)
    {
        var line = plot.Add.Scatter(points, color);
        line.LineWidth = 2;
        line.LinePattern = pattern;
        line.MarkerSize = points.Count <= 50 ? 5 : 0;
        line.LegendText = legend;
    }

    // Whole: how many points at the beginning are means over all folds.
    private sealed record Curve(List<Coordinates> Points, int Whole);
}
