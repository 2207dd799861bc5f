using Orchestrator.Contracts.SearchSpaces;

namespace Orchestrator.Search.Encoding;

/// <summary>Unordered choices: the coordinate is the choice's index.</summary>
internal sealed class CategoricalAxis(CategoricalParameter parameter) : Axis
{
    private readonly Dictionary<string, int> indices = parameter.Choices.Select((choice, index) => (choice, index))
        .ToDictionary(c => c.choice, c => c.index);

    public override long? Levels => parameter.Choices.Count;

    public override bool IsCategorical => true;

    public override double Encode(ParameterValue value) => indices[value.Text!];

    public override ParameterValue Decode(double coordinate) => ParameterValue.Of(parameter.Choices[(int)Level(coordinate)]);

    public override double Snap(double coordinate) => Level(coordinate);

    public override double Coordinate(long level) => level;

    public override long Level(double coordinate) => (long)Math.Clamp(Math.Round(coordinate), 0, parameter.Choices.Count - 1);

    public override double FromUniform(double uniform) => Math.Min((int)(uniform * parameter.Choices.Count), parameter.Choices.Count - 1);
}
