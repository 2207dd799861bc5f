using System.Globalization;
using Orchestrator.Contracts.Validation;

namespace Orchestrator.Cli.Plots;

/// <summary>How large a figure is, in pixels.</summary>
internal sealed record FigureSize(int Width, int Height)
{
    private const int Least = 300;
    private const int Most = 8000;

    /// <summary>Legible on a page and on a screen.</summary>
    public static FigureSize Usual { get; } = new(1200, 800);

    /// <summary>Reads <c>1200x800</c>.</summary>
    /// <exception cref="UserError">It is something else.</exception>
    public static FigureSize Parse(string text)
    {
        var parts = text.Split('x');
        if (parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var width)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var height)
            && width is >= Least and <= Most && height is >= Least and <= Most)
        {
            return new FigureSize(width, height);
        }

        throw new UserError($"--size {text}: a size is WIDTHxHEIGHT in pixels, each from {Least} to {Most}, such as {Usual}.");
    }

    /// <inheritdoc />
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Width}x{Height}");
}
