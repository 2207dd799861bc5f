using ScottPlot;
using SkiaSharp;

namespace Orchestrator.Cli.Plots;

/// <summary>The figures' font, which the program brings along: a server has none, and text measured with another would overlap.</summary>
internal sealed class PlotFont : IFontResolver
{
    /// <summary>Its name.</summary>
    public const string Name = "DejaVu Sans";

    private static readonly Lazy<SKTypeface> Face = new(Load);

    private PlotFont()
    {
    }

    /// <summary>The font.</summary>
    public static SKTypeface Typeface => Face.Value;

    /// <summary>Has ScottPlot use it.</summary>
    public static void Register()
    {
        lock (Face)
        {
            if (!Fonts.FontResolvers.Any(resolver => resolver is PlotFont))
            {
                Fonts.FontResolvers.Insert(0, new PlotFont());
                Fonts.Default = Name;
            }
        }
    }

    /// <inheritdoc />
    public SKTypeface? CreateTypeface(string fontName, FontWeight weight, FontSlant slant, FontSpacing spacing) => Load();

    /// <inheritdoc />
    public SKTypeface? CreateTypeface(string fontName, bool bold, bool italic) => Load();

    private static SKTypeface Load()
    {
        using var stream = typeof(PlotFont).Assembly.GetManifestResourceStream("DejaVuSans.ttf")!;
        return SKTypeface.FromStream(stream) ?? throw new InvalidOperationException("The program's own font cannot be read.");
    }
}
