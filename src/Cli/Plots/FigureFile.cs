using System.Text;
using Orchestrator.Contracts.Api.Figures;
using Orchestrator.Contracts.Validation;
using Orchestrator.Dashboard.Standalone;
using Orchestrator.Sweeps.Figures;
using ScottPlot;
using SkiaSharp;

namespace Orchestrator.Cli.Plots;

/// <summary>A picture on the disk, of the format that its ending names.</summary>
internal sealed class FigureFile
{
    private const float TitleHeight = 62;
    private const float Inset = 14;
    private const float LeastWidth = 190;
    private const float LeastHeight = 150;
    private readonly string path;
    private readonly Func<Figure, FigureSize, byte[]> content;

    private FigureFile(string path, Func<Figure, FigureSize, byte[]> content) => (this.path, this.content) = (path, content);

    /// <summary>The file of that name.</summary>
    /// <exception cref="UserError">Its ending names no format.</exception>
    public static FigureFile At(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".png" => new FigureFile(path, Png),
        ".svg" => new FigureFile(path, Svg),
        ".html" => new FigureFile(path, Html),
        _ => throw new UserError($"--out {path}: the file's ending names the format, .png, .svg or .html."),
    };

    /// <summary>Writes it.</summary>
    /// <exception cref="UserError">The panels do not fit, or the folder does not exist.</exception>
    public void Write(Figure figure, FigureSize size)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path));
        if (!Directory.Exists(folder))
        {
            throw new UserError($"--out {path}: there is no folder {folder}.");
        }

        File.WriteAllBytes(path, content(figure, size));
    }

    private static byte[] Html(Figure figure, FigureSize size)
    {
        var page = new StandalonePage(figure.Title, ""); // as wide as the window
        page.Add(figure);
        return Encoding.UTF8.GetBytes(page.ToString());
    }

    private static byte[] Svg(Figure figure, FigureSize size)
    {
        using var drawing = Fitting(figure, size);
        using var stream = new MemoryStream();
        using (var canvas = SKSvgCanvas.Create(new SKRect(0, 0, size.Width, size.Height), stream))
        {
            Draw(drawing, size, canvas);
        }

        return stream.ToArray();
    }

    private static byte[] Png(Figure figure, FigureSize size)
    {
        using var drawing = Fitting(figure, size);
        using var surface = SKSurface.Create(new SKImageInfo(size.Width, size.Height));
        Draw(drawing, size, surface.Canvas);
        using var image = surface.Snapshot();
        using var data = image.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    private static Drawing Fitting(Figure figure, FigureSize size)
    {
        var drawing = FigureDrawing.Of(figure);
        var (width, height) = Room(drawing, size);
        if (width >= LeastWidth && height >= LeastHeight)
        {
            return drawing;
        }

        using (drawing)
        {
            var (wide, high) = ((int)(LeastWidth * drawing.Columns), (int)(LeastHeight * drawing.Rows + TitleHeight));
            throw new UserError($"{drawing.Panels.Count} panels do not fit into {size}; give --size "
                + $"{new FigureSize(Math.Max(size.Width, wide), Math.Max(size.Height, high))} or more.");
        }
    }

    private static void Draw(Drawing drawing, FigureSize size, SKCanvas canvas)
    {
        using var white = new SKPaint { Color = SKColors.White };
        canvas.DrawRect(0, 0, size.Width, size.Height, white);
        using var ink = new SKPaint { Color = new SKColor(0x22, 0x22, 0x22), IsAntialias = true };
        using var title = new SKFont(PlotFont.Typeface, 20);
        using var note = new SKFont(PlotFont.Typeface, 13);
        canvas.DrawText(Fitting(drawing.Title, title, size), Inset, 30, title, ink);
        canvas.DrawText(Fitting(drawing.Note, note, size), Inset, 52, note, ink);

        using var nowhere = new SKNoDrawCanvas(size.Width, size.Height);
        var (width, height) = Room(drawing, size);
        for (var i = 0; i < drawing.Panels.Count; i++)
        {
            var (left, top) = (i % drawing.Columns * width, TitleHeight + i / drawing.Columns * height);
            var place = new PixelRect(left + Inset / 2, left + width, top + height, top);
            // The first time a panel is drawn twice over, to find its layout: in an SVG all marks would be there twice.
            drawing.Panels[i].Render(nowhere, place);
            canvas.Save();
            canvas.ClipRect(new SKRect(place.Left, place.Top, place.Right, place.Bottom)); // a panel clears what it is drawn on
            drawing.Panels[i].Render(canvas, place);
            canvas.Restore();
        }
    }

    private static (float Width, float Height) Room(Drawing drawing, FigureSize size) =>
        ((float)size.Width / drawing.Columns, (size.Height - TitleHeight) / drawing.Rows);

    private static string Fitting(string text, SKFont font, FigureSize size)
    {
        var line = text;
        for (var most = text.Length; font.MeasureText(line) > size.Width - 2 * Inset && most > 1; most--)
        {
            line = FigureText.Clean(text, most);
        }

        return line;
    }
}
