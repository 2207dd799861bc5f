using ScottPlot;
using ScottPlot.TickGenerators;

namespace Orchestrator.Cli.Plots;

/// <summary>Makes panels that look alike.</summary>
internal static class Panel
{
    private const float TickSize = 13;
    private const float LabelSize = 14;

    /// <summary>An empty panel with its axes.</summary>
    public static Plot Create(Scale x, string xLabel, Scale y, string yLabel)
    {
        PlotFont.Register();
        var plot = new Plot();
        plot.Font.Set(PlotFont.Name);
        plot.Axes.SetLimits(x.Low, x.High, y.Low, y.High);
        Mark(plot.Axes.Bottom, x, xLabel);
        Mark(plot.Axes.Left, y, yLabel);
        plot.Axes.Top.IsVisible = false;
        plot.Axes.Right.FrameLineStyle.Width = 0;
        plot.Axes.Right.MinimumSize = 24; // room for half of the last tick's label
        plot.Grid.MajorLineColor = Colors.Black.WithAlpha(0.08);
        plot.Legend.FontSize = TickSize;
        plot.Legend.FontName = PlotFont.Name;
        plot.Legend.ShadowColor = Colors.Transparent;
        plot.Legend.OutlineColor = Colors.Black.WithAlpha(0.2);
        return plot;
    }

    /// <summary>Round marks without lines.</summary>
    public static void Dots(Plot plot, double[] xs, double[] ys, Color color, string legend = "", float size = 9,
        MarkerShape shape = MarkerShape.FilledCircle)
    {
        var marks = plot.Add.Markers(xs, ys, shape, size, color);
        marks.LegendText = legend;
        marks.MarkerLineWidth = shape == MarkerShape.Eks ? 2 : 0;
    }

    private static void Mark(IAxis axis, Scale scale, string label)
    {
        axis.TickGenerator = new NumericManual([.. scale.Ticks.Select(tick => tick.At)], [.. scale.Ticks.Select(tick => tick.Label)]);
        axis.TickLabelStyle.FontSize = TickSize;
        axis.TickLabelStyle.FontName = PlotFont.Name;
        axis.Label.Text = label;
        axis.Label.FontSize = LabelSize;
        axis.Label.Bold = false;
        axis.Label.FontName = PlotFont.Name;
    }
}
