namespace Orchestrator.Sdk;

/// <summary>A search space. A point has a coordinate in [0, 1] for each parameter: its place between low and high, on a logarithmic scale
/// where the parameter has one; of n choices, each has a share of 1 / n in the order of the sweep file.</summary>
public interface ISearchSpace
{
    /// <summary>The parameters, in the order of coordinates.</summary>
    IReadOnlyList<SpaceParameter> Parameters { get; }

    /// <summary>Whether some combinations of values are ruled out.</summary>
    bool IsConstrained { get; }

    /// <summary>Whether a point meets the constraints.</summary>
    bool IsAllowed(double[] point);

    /// <summary>The point itself where it is allowed, else an allowed one near it.</summary>
    double[] Nearest(double[] point, IRandomStream random);

    /// <summary>A uniform draw of the allowed points.</summary>
    double[] Draw(IRandomStream random);
}

/// <summary>One parameter of a space.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Levels">Number of different values; null = a continuum.</param>
/// <param name="Choices">What it can be, where it is one of several words; null = it is a number.</param>
/// <param name="Low">Lowest value of a number.</param>
/// <param name="High">Highest value of a number.</param>
/// <param name="Log">Whether the scale is logarithmic.</param>
public sealed record SpaceParameter(string Name, long? Levels, IReadOnlyList<string>? Choices, double Low, double High, bool Log);
