namespace Orchestrator.Contracts.Api.Figures;

/// <summary>An axis of a figure.</summary>
/// <param name="Label">What it shows, with the unit in brackets where there is one; may be empty.</param>
/// <param name="Kind">How values lie on it.</param>
/// <param name="Low">Where it begins, in the values' unit; above 0 on a logarithmic axis.</param>
/// <param name="High">Where it ends; above <paramref name="Low"/>.</param>
/// <param name="Names">On a named axis what stands at 0, 1, 2 ...; null on the others.</param>
public sealed record FigureAxis(string Label, AxisKind Kind, double Low, double High, IReadOnlyList<string>? Names = null);

/// <summary>How values lie on an axis.</summary>
public enum AxisKind
{
    /// <summary>Evenly.</summary>
    Linear,

    /// <summary>Evenly by their logarithm.</summary>
    Log,

    /// <summary>Whole numbers alone are marked.</summary>
    Count,

    /// <summary>A place each: the value is the index of the name.</summary>
    Named,
}
