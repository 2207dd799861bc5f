using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Validation;
using ScottPlot;

namespace Orchestrator.Cli.Plots;

/// <summary>The score over each hyper-parameter.</summary>
internal sealed class SlicePlot : IFigure
{
    public string Name => "slice";

    public string Summary => "the score over each hyper-parameter, on its own scale";

    public Drawing Draw(PlotData data)
    {
        var scored = data.Scored(2, Name);
        if (data.State.Definition.Space.Count == 0)
        {
            throw new UserError($"Sweep '{data.State.Id}' has no hyper-parameter to show.");
        }

        var y = Scale.Linear(scored.Select(trial => trial.Score), ticks: 5, margin: 0.1);
        return Drawing.InGrid(
            $"{data.Sweep}: {data.ScoreLabel}", $"{data.Note}. Dark trials are early, bright ones late.",
            [.. data.State.Definition.Space.Parameters.Select(parameter => Slice(data, parameter, scored, y))]);
    }

    private static Plot Slice(PlotData data, Parameter parameter, IReadOnlyList<ScoredTrial> scored, Scale y)
    {
        var x = Scale.Of(parameter);
        var plot = Panel.Create(x, PlotText.Clean(parameter.Name, 30) + (x.IsLog ? " (log)" : ""), y, data.Metric);
        foreach (var trial in scored)
        {
            if (trial.Trial.Configuration.TryGet(parameter.Name, out var value))
            {
                plot.Add.Marker(x.At(value), trial.Score, MarkerShape.FilledCircle, 9,
                    Palette.Amount(trial.Trial.Number / Math.Max(1.0, data.State.Trials.Count - 1)));
            }
        }

        return plot;
    }
}
