using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Validation;
using ScottPlot;

namespace Orchestrator.Cli.Plots;

/// <summary>Two objectives against each other, and the trials that no other beats.</summary>
internal sealed class ParetoPlot : IFigure
{
    // From this ratio on small values would lie upon each other.
    private const double LogRatio = 100;

    public string Name => "pareto";

    public string Summary => "two objectives against each other, and the Pareto front";

    public Drawing Draw(PlotData data)
    {
        var objectives = data.State.Definition.Objectives;
        if (objectives.Count < 2 || data.State.Front is not { } front)
        {
            throw new UserError(
                $"Sweep '{data.State.Id}' has one objective; 'pareto' needs a sweep with two or more. "
                + "Its scores are in 'history' and 'edf'.");
        }

        var other = data.Place == 0 ? 1 : 0;
        Point[] points =
        [
            .. from trial in data.Scored(1, Name)
               where double.IsFinite(trial.Trial.Scores[other].Mean)
               select new Point(trial.Score, trial.Trial.Scores[other].Mean, front.Contains(trial.Trial.Number)),
        ];
        var (x, y) = (For(points.Select(p => p.Across)), For(points.Select(p => p.Up)));
        var plot = Panel.Create(x, Label(data.Objective, x), y, Label(objectives[other], y));
        Dots(plot, x, y, points.Where(p => !p.OnFront), Palette.Gray, "beaten by another trial");
        Point[] leading = [.. points.Where(p => p.OnFront).OrderBy(p => p.Across)];
        if (objectives.Count == 2 && leading.Length > 1)
        {
            Step(plot, x, y, leading, data.Objective.Direction);
        }

        Dots(plot, x, y, leading, Palette.Vermillion, "Pareto front: beaten by no other trial");
        plot.ShowLegend(Edge.Bottom);
        var further = objectives.Count > 2 ? $" The front is of all {objectives.Count} objectives." : "";
        return new Drawing($"{data.Sweep}: {data.Metric} and {PlotText.Clean(objectives[other].Metric)}",
            $"{PlotText.Count(points.Length, "trial")} with scores, {leading.Length} on the front.{further}", [plot]);
    }

    private static Scale For(IEnumerable<double> values)
    {
        double[] all = [.. values];
        return all.Min() > 0 && all.Max() / all.Min() > LogRatio ? Scale.Log(all) : Scale.Linear(all);
    }

    private static string Label(ObjectiveDefinition objective, Scale scale) =>
        PlotData.Label(objective) + (scale.IsLog ? ", log" : "");

    // The edge of what the front beats: each member's score holds until the next one is reached.
    private static void Step(Plot plot, Scale x, Scale y, Point[] leading, Direction across)
    {
        Coordinates[] corners = [.. leading.Select(p => new Coordinates(x.At(p.Across), y.At(p.Up)))];
        var line = plot.Add.Scatter(corners, Palette.Vermillion);
        line.ConnectStyle = across == Direction.Minimize ? ConnectStyle.StepHorizontal : ConnectStyle.StepVertical;
        line.MarkerSize = 0;
        line.LineWidth = 1.5f;
    }

    private static void Dots(Plot plot, Scale x, Scale y, IEnumerable<Point> points, Color color, string legend)
    {
        Point[] all = [.. points];
        if (all.Length > 0)
        {
            Panel.Dots(plot, [.. all.Select(p => x.At(p.Across))], [.. all.Select(p => y.At(p.Up))], color, legend, size: 11);
        }
    }

    private sealed record Point(double Across, double Up, bool OnFront);
}
