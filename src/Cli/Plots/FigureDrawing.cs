using Orchestrator.Contracts.Api.Figures;
using ScottPlot;

namespace Orchestrator.Cli.Plots;

/// <summary>Draws figures with ScottPlot.</summary>
internal static class FigureDrawing
{
    private const float DotSize = 9, SmallDotSize = 5, LineWidth = 2;
    private const double BarHeight = 0.76;
    private const int ManyPoints = 300;

    /// <summary>Draws one.</summary>
    public static Drawing Of(Figure figure) => new(figure.Title, figure.Note,
        figure.Parallel is { } parallel ? [ParallelDrawing.Of(parallel)]
            : [.. figure.Panels.Select(panel => Draw(panel, alone: figure.Panels.Count == 1))],
        figure.Columns);

    private static Plot Draw(FigurePanel panel, bool alone)
    {
        var (x, y) = (Scale.Of(panel.X, alone ? 10 : 5, across: true), Scale.Of(panel.Y, alone ? 10 : 5, across: false));
        var plot = Panel.Create(x, panel.X.Label, y, panel.Y.Label);
        foreach (var mark in panel.Marks)
        {
            switch (mark)
            {
                case PointMarks points: Draw(plot, points, x, y); break;
                case LineMark line: Draw(plot, line, x, y); break;
                case BandMark band: Draw(plot, band, x, y); break;
                case SpanMarks spans: Draw(plot, spans, x); break;
                case AreaMarks areas: Draw(plot, areas, x, y); break;
                case SurfaceMark surface: Draw(plot, surface, x, y); break;
                default: throw new InvalidOperationException($"No drawing for {mark.GetType().Name}.");
            }
        }

        if (panel.Marks.Any(mark => mark.Legend is not null))
        {
            // Few words fit below, many lines stand at the side.
            plot.ShowLegend(panel.Marks.Any(mark => mark is LineMark { Trial: not null }) ? Edge.Right : Edge.Bottom);
        }

        return plot;
    }

    private static void Draw(Plot plot, PointMarks points, Scale x, Scale y)
    {
        double[] xs = [.. points.X.Select(x.At)];
        double[] ys = [.. points.Y.Select(y.At)];
        if (points.Errors is { } errors && !y.IsLog)
        {
            var bars = plot.Add.ErrorBar(xs, ys, [.. errors]);
            bars.Color = Palette.Gray;
            bars.LineWidth = 1.5f;
        }

        var shape = points.Crosses ? MarkerShape.Eks : MarkerShape.FilledCircle;
        var size = xs.Length > ManyPoints ? SmallDotSize : DotSize;
        if (points.Amounts is { } amounts)
        {
            for (var i = 0; i < xs.Length; i++)
            {
                plot.Add.Marker(xs[i], ys[i], shape, size, Palette.Amount(amounts[i]));
            }
        }
        else
        {
            Panel.Dots(plot, xs, ys, Palette.Of(points.Color), points.Legend ?? "", size, shape);
        }
    }

    private static void Draw(Plot plot, LineMark mark, Scale x, Scale y)
    {
        if (mark.X.Count == 0)
        {
            return;
        }

        double[] xs = [.. mark.X.Select(x.At)], ys = [.. mark.Y.Select(y.At)];
        var line = plot.Add.Scatter(xs, ys, Palette.Of(mark.Color));
        line.ConnectStyle = mark.Shape switch
        {
            LineShape.StepAfter => ConnectStyle.StepHorizontal,
            LineShape.StepBefore => ConnectStyle.StepVertical,
            _ => ConnectStyle.Straight,
        };
        line.LineWidth = LineWidth;
        line.LinePattern = mark.Dotted ? LinePattern.Dotted : LinePattern.Solid;
        line.MarkerSize = mark.Marked ? SmallDotSize : 0;
        line.LegendText = mark.Legend ?? "";
    }

    private static void Draw(Plot plot, BandMark band, Scale x, Scale y)
    {
        double[] xs = [.. band.X.Select(x.At)], low = [.. band.Low.Select(y.At)], high = [.. band.High.Select(y.At)];
        var area = plot.Add.FillY(xs, low, high);
        area.FillColor = Palette.Of(band.Color).WithAlpha(0.25);
        area.LineWidth = 0;
        area.MarkerSize = 0;
        area.LegendText = band.Legend ?? "";
    }

    private static void Draw(Plot plot, AreaMarks areas, Scale x, Scale y)
    {
        foreach (var (xs, ys) in areas.X.Zip(areas.Y))
        {
            var area = plot.Add.Polygon([.. xs.Zip(ys, (across, upwards) => new Coordinates(x.At(across), y.At(upwards)))]);
            area.FillColor = Palette.Of(areas.Color);
            area.LineWidth = 0;
            area.MarkerSize = 0;
        }

        if (areas.Legend is { } legend)
        {
            plot.Legend.ManualItems.Add(
                new LegendItem { LabelText = legend, FillColor = Palette.Of(areas.Color), LabelFontName = PlotFont.Name });
        }
    }

    private static void Draw(Plot plot, SpanMarks spans, Scale x)
    {
        for (var i = 0; i < spans.Rows.Count; i++)
        {
            var (from, to) = (x.At(spans.From[i]), x.At(spans.To[i]));
            var bar = plot.Add.Rectangle(from, to, spans.Rows[i] - BarHeight / 2, spans.Rows[i] + BarHeight / 2);
            bar.FillColor = Palette.Of(spans.Color);
            bar.LineColor = Colors.White;
            bar.LineWidth = spans.Labelled ? 0 : 1;
            if (spans is { Labelled: true, Texts: { } texts })
            {
                var text = plot.Add.Text(texts[i], to, spans.Rows[i]);
                text.LabelAlignment = Alignment.MiddleLeft;
                text.LabelFontSize = 13;
                text.LabelFontName = PlotFont.Name;
                text.OffsetX = 6;
            }
        }

        if (spans.Legend is { } legend)
        {
            plot.Legend.ManualItems.Add(
                new LegendItem { LabelText = legend, FillColor = Palette.Of(spans.Color), LabelFontName = PlotFont.Name });
        }
    }

    // A cell a place: on a logarithmic axis they are not evenly spaced, which a picture of pixels would have to be.
    private static void Draw(Plot plot, SurfaceMark surface, Scale x, Scale y)
    {
        double[] across = Borders([.. surface.X.Select(x.At)]), up = Borders([.. surface.Y.Select(y.At)]);
        double[] heights = [.. surface.Z.SelectMany(row => row).Where(double.IsFinite)];
        var (low, range) = heights.Length == 0 ? (0, 1) : (heights.Min(), Math.Max(heights.Max() - heights.Min(), double.Epsilon));
        for (var row = 0; row < surface.Y.Count; row++)
        {
            for (var column = 0; column < surface.X.Count; column++)
            {
                if (!double.IsFinite(surface.Z[row][column]))
                {
                    continue;
                }

                var cell = plot.Add.Rectangle(across[column], across[column + 1], up[row], up[row + 1]);
                cell.FillColor = Palette.Amount((surface.Z[row][column] - low) / range);
                cell.LineWidth = 0;
            }
        }
    }

    private static double[] Borders(double[] centres)
    {
        if (centres.Length == 1)
        {
            return [centres[0] - 0.5, centres[0] + 0.5];
        }

        var between = centres.Skip(1).Zip(centres, (right, left) => (left + right) / 2).ToArray();
        return [2 * centres[0] - between[0], .. between, 2 * centres[^1] - between[^1]];
    }
}
