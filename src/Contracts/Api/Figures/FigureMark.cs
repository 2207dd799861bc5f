using System.Text.Json.Serialization;

namespace Orchestrator.Contracts.Api.Figures;

/// <summary>Something that stands between the axes of a panel; all places in the axes' units.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(PointMarks), "points")]
[JsonDerivedType(typeof(LineMark), "line")]
[JsonDerivedType(typeof(BandMark), "band")]
[JsonDerivedType(typeof(SpanMarks), "spans")]
[JsonDerivedType(typeof(SurfaceMark), "surface")]
[JsonDerivedType(typeof(AreaMarks), "areas")]
public abstract record FigureMark
{
    /// <summary>What the legend says; null = it stands in none.</summary>
    public string? Legend { get; init; }

    /// <summary>Its colour, where it has one for all.</summary>
    public FigureColor Color { get; init; } = FigureColor.Blue;
}

/// <summary>Points.</summary>
/// <param name="X">Across.</param>
/// <param name="Y">Upwards, as many.</param>
public sealed record PointMarks(IReadOnlyList<double> X, IReadOnlyList<double> Y) : FigureMark
{
    /// <summary>Trial of each point, which a page opens; null = they are of none.</summary>
    public IReadOnlyList<int>? Trials { get; init; }

    /// <summary>Half the length of each point's error bar, in the unit of the upward axis; null = none.</summary>
    public IReadOnlyList<double>? Errors { get; init; }

    /// <summary>Colour of each point on a scale from dark (0) to bright (1); null = all have <see cref="FigureMark.Color"/>.</summary>
    public IReadOnlyList<double>? Amounts { get; init; }

    /// <summary>What is said of each point besides its place; null = nothing.</summary>
    public IReadOnlyList<string>? Texts { get; init; }

    /// <summary>Whether they are crosses, and not discs.</summary>
    public bool Crosses { get; init; }
}

/// <summary>A line through points.</summary>
/// <param name="X">Across.</param>
/// <param name="Y">Upwards, as many.</param>
public sealed record LineMark(IReadOnlyList<double> X, IReadOnlyList<double> Y) : FigureMark
{
    /// <summary>How it goes from one point to the next.</summary>
    public LineShape Shape { get; init; }

    /// <summary>Whether it is dotted.</summary>
    public bool Dotted { get; init; }

    /// <summary>Whether its points are marked.</summary>
    public bool Marked { get; init; }

    /// <summary>The trial it is of; null = of none.</summary>
    public int? Trial { get; init; }
}

/// <summary>How a line goes from one point to the next.</summary>
public enum LineShape
{
    /// <summary>Straight.</summary>
    Straight,

    /// <summary>Keeps its height, and jumps at the next point.</summary>
    StepAfter,

    /// <summary>Jumps at once, and keeps the height of the next point.</summary>
    StepBefore,
}

/// <summary>The area between two lines.</summary>
/// <param name="X">Across, ascending.</param>
/// <param name="Low">Its lower edge, as many.</param>
/// <param name="High">Its upper edge, as many.</param>
public sealed record BandMark(IReadOnlyList<double> X, IReadOnlyList<double> Low, IReadOnlyList<double> High) : FigureMark;

/// <summary>Bars that lie across rows of a named upward axis.</summary>
/// <param name="Rows">The row of each.</param>
/// <param name="From">Where each begins.</param>
/// <param name="To">Where each ends.</param>
public sealed record SpanMarks(IReadOnlyList<int> Rows, IReadOnlyList<double> From, IReadOnlyList<double> To) : FigureMark
{
    /// <summary>What is said of each bar; null = nothing.</summary>
    public IReadOnlyList<string>? Texts { get; init; }

    /// <summary>Whether the texts stand beside the bars also where nothing points at them.</summary>
    public bool Labelled { get; init; }
}

/// <summary>A height over both axes, with its contour lines.</summary>
/// <param name="X">Places across, ascending.</param>
/// <param name="Y">Places upwards, ascending.</param>
/// <param name="Z">A row for each of <paramref name="Y"/>, a height for each of <paramref name="X"/>.</param>
/// <param name="Label">What the height is.</param>
public sealed record SurfaceMark(IReadOnlyList<double> X, IReadOnlyList<double> Y, IReadOnlyList<IReadOnlyList<double>> Z, string Label)
    : FigureMark;

/// <summary>Filled areas.</summary>
/// <param name="X">Of each the corners of its outline, across; the last is joined to the first.</param>
/// <param name="Y">The same upwards.</param>
public sealed record AreaMarks(IReadOnlyList<IReadOnlyList<double>> X, IReadOnlyList<IReadOnlyList<double>> Y) : FigureMark;

/// <summary>Colours that colour-blind readers tell apart (Okabe and Ito).</summary>
public enum FigureColor
{
    /// <summary>#0072B2.</summary>
    Blue,

    /// <summary>#D55E00.</summary>
    Vermillion,

    /// <summary>#009E73.</summary>
    Green,

    /// <summary>#E69F00.</summary>
    Orange,

    /// <summary>#56B4E9.</summary>
    Sky,

    /// <summary>#CC79A7.</summary>
    Purple,

    /// <summary>#F0E442.</summary>
    Yellow,

    /// <summary>#8A8A8A.</summary>
    Gray,

    /// <summary>That of text: dark on a light ground, light on a dark one.</summary>
    Ink,
}
