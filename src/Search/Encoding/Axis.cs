using Orchestrator.Contracts.SearchSpaces;

namespace Orchestrator.Search.Encoding;

/// <summary>
/// One parameter as a coordinate that the mathematics works on: a number in [0, 1] for real and integer parameters (logarithmic
/// where the parameter is), the index of the choice for categorical ones.
/// </summary>
public abstract class Axis
{
    /// <summary>The fewest numbers that are seen as continuous.</summary>
    public const int RelaxedLevels = 16;

    /// <summary>The axis of a parameter.</summary>
    public static Axis Of(Parameter parameter) => parameter switch
    {
        FloatParameter { Step: null } real => new ContinuousAxis(real),
        FloatParameter stepped => new SteppedAxis(stepped.Low, stepped.High, stepped.Step.Value, log: false),
        IntParameter integer => new SteppedAxis(integer.Low, integer.High, integer.Step, integer.Log),
        CategoricalParameter categorical => new CategoricalAxis(categorical),
        _ => throw new ArgumentException($"A {parameter.GetType().Name} cannot be searched.", nameof(parameter)),
    };

    /// <summary>Number of different values; null = a continuum.</summary>
    public abstract long? Levels { get; }

    /// <summary>Whether the values are unordered, so that distance means only equal or different.</summary>
    public virtual bool IsCategorical => false;

    /// <summary>Whether the values are so many that slopes along them mean something.</summary>
    public bool IsSmooth => !IsCategorical && Levels is null or >= RelaxedLevels;

    /// <summary>Whether there is a single value.</summary>
    public virtual bool IsPoint => Levels == 1;

    /// <summary>The coordinate of a value.</summary>
    public abstract double Encode(ParameterValue value);

    /// <summary>The allowed value nearest to a coordinate.</summary>
    public abstract ParameterValue Decode(double coordinate);

    /// <summary>The coordinate of the allowed value nearest to <paramref name="coordinate"/>.</summary>
    public abstract double Snap(double coordinate);

    /// <summary>The coordinate of a level, 0 .. <see cref="Levels"/> - 1.</summary>
    /// <exception cref="InvalidOperationException">The axis is continuous.</exception>
    public abstract double Coordinate(long level);

    /// <summary>The level nearest to a coordinate.</summary>
    /// <exception cref="InvalidOperationException">The axis is continuous.</exception>
    public abstract long Level(double coordinate);

    /// <summary>Turns a uniform draw in [0, 1) into the coordinate of an allowed value, so that each level is fairly drawn.</summary>
    public abstract double FromUniform(double uniform);
}
