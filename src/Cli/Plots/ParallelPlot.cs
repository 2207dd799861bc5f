using Orchestrator.Contracts.SearchSpaces;
using ScottPlot;

namespace Orchestrator.Cli.Plots;

/// <summary>Parallel coordinates: a line a trial, over an axis a hyper-parameter.</summary>
internal sealed class ParallelPlot : IFigure
{
    // Where a trial lacks a conditional hyper-parameter.
    private const double Absent = -0.12;

    public string Name => "parallel";

    public string Summary => "a line a trial over an axis a hyper-parameter, coloured by score";

    public Drawing Draw(PlotData data)
    {
        var scored = data.Scored(2, Name);
        var parameters = data.State.Definition.Space.Parameters;
        Scale[] scales = [.. parameters.Select(p => Scale.Of(p)), Scale.Linear(scored.Select(t => t.Score), ticks: 5)];
        string[] names = [.. parameters.Zip(scales, (p, s) => PlotText.Clean(p.Name, 20) + (s.IsLog ? " (log)" : "")), data.Metric];
        var x = new Scale(-0.25, scales.Length - 0.45, false, [.. names.Select((name, i) => new Tick(i, name))]);
        var complete = scored.All(trial => trial.Trial.Configuration.Count == parameters.Count);
        var plot = Panel.Create(x, "hyper-parameters, and the score", new Scale(complete ? -0.03 : Absent * 1.5, 1.06, false, []), "");
        plot.HideGrid();
        plot.Axes.Left.FrameLineStyle.Width = 0;
        plot.Axes.Bottom.FrameLineStyle.Width = 0;
        var ranks = data.Ranks(scored);
        foreach (var (trial, rank) in scored.Zip(ranks).OrderByDescending(pair => pair.Item2))
        {
            Coordinates[] points =
                [.. parameters.Select((p, i) => new Coordinates(i, Height(scales[i], trial.Trial.Configuration, p))),
                    new(parameters.Count, Share(scales[^1], trial.Score))];
            var line = plot.Add.ScatterLine(points, Palette.Amount(1 - rank / Math.Max(1, scored.Count - 1)).WithAlpha(0.8));
            line.LineWidth = 1.8f;
        }

        for (var i = 0; i < scales.Length; i++)
        {
            Axis(plot, scales[i], i);
        }

        return new Drawing($"{data.Sweep}: hyper-parameters and {data.Metric}",
            $"{data.Note}. The best trials are bright{(complete ? "" : "; below an axis: not set")}.", [plot]);
    }

    private static void Axis(Plot plot, Scale scale, int place)
    {
        var line = plot.Add.Line(place, 0, place, 1);
        line.LineColor = Palette.Ink;
        line.LineWidth = 1.2f;
        foreach (var tick in scale.Ticks)
        {
            var text = plot.Add.Text(tick.Label, place, Share(scale, tick.At, mapped: true));
            text.LabelAlignment = Alignment.MiddleLeft;
            text.LabelFontSize = 12;
            text.LabelFontName = PlotFont.Name;
            text.LabelBackgroundColor = Colors.White.WithAlpha(0.7);
            text.OffsetX = 5;
        }
    }

    private static double Height(Scale scale, Configuration configuration, Parameter parameter) =>
        configuration.TryGet(parameter.Name, out var value) ? Share(scale, scale.At(value), mapped: true) : Absent;

    private static double Share(Scale scale, double value, bool mapped = false) =>
        ((mapped ? value : scale.At(value)) - scale.Low) / (scale.High - scale.Low);
}
