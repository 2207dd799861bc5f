using Orchestrator.Contracts.Api.Figures;
using ScottPlot;

namespace Orchestrator.Cli.Plots;

/// <summary>Draws parallel coordinates: every axis from 0 to 1, with the ticks of its own scale.</summary>
internal static class ParallelDrawing
{
    // Where a trial lacks a conditional hyper-parameter.
    private const double Absent = -0.12;

    /// <summary>Draws them.</summary>
    public static Plot Of(ParallelCoordinates parallel)
    {
        Scale[] scales = [.. parallel.Axes.Select(axis => Scale.Of(axis, 5, across: false, most: 10))];
        var x = new Scale(-0.25, scales.Length - 0.45, false, [.. parallel.Axes.Select((axis, i) => new Tick(i, axis.Label))]);
        var complete = parallel.Lines.All(line => line.Values.All(value => value is not null));
        var plot = Panel.Create(x, "hyper-parameters, and the score", new Scale(complete ? -0.03 : Absent * 1.5, 1.06, false, []), "");
        plot.HideGrid();
        plot.Axes.Left.FrameLineStyle.Width = 0;
        plot.Axes.Bottom.FrameLineStyle.Width = 0;
        foreach (var trial in parallel.Lines)
        {
            Coordinates[] points =
            [
                .. trial.Values.Select((value, i) =>
                    new Coordinates(i, value is { } number ? Share(scales[i], scales[i].At(number)) : Absent)),
            ];
            var line = plot.Add.ScatterLine(points, Palette.Amount(trial.Amount).WithAlpha(0.8));
            line.LineWidth = 1.8f;
        }

        for (var i = 0; i < scales.Length; i++)
        {
            Axis(plot, scales[i], i);
        }

        return plot;
    }

    private static void Axis(Plot plot, Scale scale, int place)
    {
        var line = plot.Add.Line(place, 0, place, 1);
        line.LineColor = Palette.Ink;
        line.LineWidth = 1.2f;
        foreach (var tick in scale.Ticks)
        {
            var text = plot.Add.Text(tick.Label, place, Share(scale, tick.At));
            text.LabelAlignment = Alignment.MiddleLeft;
            text.LabelFontSize = 12;
            text.LabelFontName = PlotFont.Name;
            text.LabelBackgroundColor = Colors.White.WithAlpha(0.7);
            text.OffsetX = 5;
        }
    }

    private static double Share(Scale scale, double coordinate) => (coordinate - scale.Low) / (scale.High - scale.Low);
}
