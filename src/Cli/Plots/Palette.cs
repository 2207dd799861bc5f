using Orchestrator.Contracts.Api.Figures;
using ScottPlot;
using ScottPlot.Colormaps;

namespace Orchestrator.Cli.Plots;

/// <summary>Colours that colour-blind readers tell apart: of things Okabe and Ito's, of amounts viridis.</summary>
internal static class Palette
{
    private static readonly Viridis Map = new();

    public static Color Blue { get; } = Color.FromHex("#0072B2");

    public static Color Vermillion { get; } = Color.FromHex("#D55E00");

    public static Color Green { get; } = Color.FromHex("#009E73");

    public static Color Orange { get; } = Color.FromHex("#E69F00");

    public static Color Sky { get; } = Color.FromHex("#56B4E9");

    public static Color Purple { get; } = Color.FromHex("#CC79A7");

    public static Color Yellow { get; } = Color.FromHex("#F0E442");

    public static Color Gray { get; } = Color.FromHex("#8A8A8A");

    public static Color Ink { get; } = Color.FromHex("#222222");

    /// <summary>The colour of a mark, on white.</summary>
    public static Color Of(FigureColor color) => color switch
    {
        FigureColor.Blue => Blue,
        FigureColor.Vermillion => Vermillion,
        FigureColor.Green => Green,
        FigureColor.Orange => Orange,
        FigureColor.Sky => Sky,
        FigureColor.Purple => Purple,
        FigureColor.Yellow => Yellow,
        FigureColor.Gray => Gray,
        _ => Ink,
    };

    /// <summary>From dark (0) to bright (1).</summary>
    public static Color Amount(double share) => Map.GetColor(Math.Clamp(share, 0, 1) * 0.95); // the last yellow vanishes on white
}
