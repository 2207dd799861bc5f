using ScottPlot;

namespace Orchestrator.Cli.Plots;

/// <summary>The empirical distribution of the scores.</summary>
internal sealed class EdfPlot : IFigure
{
    public string Name => "edf";

    public string Summary => "the empirical distribution of the scores";

    public Drawing Draw(PlotData data)
    {
        var scored = data.Scored(2, Name);
        double[] scores = [.. scored.Select(trial => trial.Score).Order()];
        var x = Scale.Linear(scores);
        var plot = Panel.Create(x, data.ScoreLabel, Scale.Linear([0, 1], ticks: 10), "share of the trials with this score or a lower one");
        Coordinates[] steps =
            [new(x.Low, 0), .. scores.Select((score, i) => new Coordinates(score, (i + 1.0) / scores.Length)), new(x.High, 1)];
        var line = plot.Add.Scatter(steps, Palette.Blue);
        line.ConnectStyle = ConnectStyle.StepHorizontal;
        line.MarkerSize = 0;
        line.LineWidth = 2.5f;
        return new Drawing($"{data.Sweep}: distribution of {data.Metric}", data.Note, [plot]);
    }
}
