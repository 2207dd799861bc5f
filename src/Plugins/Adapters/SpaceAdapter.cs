using Orchestrator.Contracts.Randomness;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Sdk;
using Orchestrator.Search.Constraints;
using Orchestrator.Search.Encoding;

namespace Orchestrator.Plugins.Adapters;

/// <summary>A search space as plug-ins see it: every coordinate in [0, 1], those of choices too.</summary>
internal sealed class SpaceAdapter : ISearchSpace
{
    private readonly SpaceEncoding encoding;
    private readonly Feasibility feasibility;

    public SpaceAdapter(SearchSpace space)
    {
        encoding = new SpaceEncoding(space);
        feasibility = new Feasibility(encoding);
        Parameters = [.. space.Parameters.Zip(encoding.Axes, Describe)];
    }

    public IReadOnlyList<SpaceParameter> Parameters { get; }

    public bool IsConstrained => encoding.Space.IsConstrained;

    public bool IsAllowed(double[] point) => feasibility.Contains(Inside(point));

    public double[] Nearest(double[] point, IRandomStream random) => Outside(feasibility.Repair(Inside(point), SeededStream.Of(random)));

    public double[] Draw(IRandomStream random) => Outside(feasibility.Draw(SeededStream.Of(random)));

    /// <summary>The point of a configuration.</summary>
    public double[] PointOf(Configuration configuration) => Outside(encoding.Encode(configuration));

    /// <summary>The configuration at a point.</summary>
    /// <exception cref="ArgumentException">It is no point of the space, or one that a constraint rules out.</exception>
    public Configuration ConfigurationAt(double[] point)
    {
        if (point.Length != Parameters.Count || !point.All(double.IsFinite))
        {
            throw new ArgumentException(
                $"a point of this space is {Parameters.Count} finite numbers, not ({string.Join(", ", point.Take(20))})");
        }

        var configuration = encoding.Decode(Inside(point));
        return encoding.Space.Violated(configuration) is not { } constraint ? configuration
            : throw new ArgumentException($"the point breaks the constraint '{constraint}'; Space.Nearest gives one that does not");
    }

    private static SpaceParameter Describe(Parameter parameter, Axis axis) => parameter switch
    {
        CategoricalParameter choice => new(choice.Name, axis.Levels, [.. choice.Choices], 0, choice.Choices.Count - 1, false),
        IntParameter whole => new(whole.Name, axis.Levels, null, whole.Low, whole.High, whole.Log),
        FloatParameter real => new(real.Name, axis.Levels, null, real.Low, real.High, real.Log),
        _ => throw new NotSupportedException(parameter.GetType().Name),
    };

    private double[] Inside(double[] point) => [.. point.Zip(encoding.Axes, (coordinate, axis) => axis.IsCategorical
        ? axis.FromUniform(Math.Clamp(coordinate, 0, Math.BitDecrement(1.0))) : axis.Snap(Math.Clamp(coordinate, 0, 1)))];

    private double[] Outside(double[] point) => [.. point.Zip(encoding.Axes, (coordinate, axis) =>
        axis.IsCategorical ? (coordinate + 0.5) / axis.Levels!.Value : coordinate)];
}

/// <summary>The orchestrator's random numbers as plug-ins see them.</summary>
internal sealed class SeededStream(RandomStream stream) : IRandomStream
{
    public static RandomStream Of(IRandomStream random) => random is SeededStream { Stream: var own } ? own
        : new RandomStream(BitConverter.DoubleToUInt64Bits(random.NextDouble()));

    private RandomStream Stream => stream;

    public double NextDouble() => stream.NextDouble();

    public int NextInt(int exclusiveMax) => stream.NextInt(exclusiveMax);

    public double NextNormal() => stream.NextNormal();
}
