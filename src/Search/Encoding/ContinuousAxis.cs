using Orchestrator.Contracts.SearchSpaces;

namespace Orchestrator.Search.Encoding;

/// <summary>A real parameter: its range, or the logarithm of its range, stretched to [0, 1].</summary>
internal sealed class ContinuousAxis : Axis
{
    private readonly FloatParameter parameter;
    private readonly double low;
    private readonly double width;

    public ContinuousAxis(FloatParameter parameter)
    {
        this.parameter = parameter;
        low = parameter.Log ? Math.Log(parameter.Low) : parameter.Low;
        width = (parameter.Log ? Math.Log(parameter.High) : parameter.High) - low;
    }

    public override long? Levels => null;

    public override bool IsPoint => width <= 0;

    public override double Encode(ParameterValue value) =>
        width <= 0 ? 0.5 : Math.Clamp(((parameter.Log ? Math.Log(value.Number) : value.Number) - low) / width, 0, 1);

    public override ParameterValue Decode(double coordinate)
    {
        // The ends are given exactly: exp(log(high)) may lie outside the range by a rounding error.
        if (coordinate <= 0 || width <= 0)
        {
            return ParameterValue.Of(parameter.Low);
        }

        if (coordinate >= 1)
        {
            return ParameterValue.Of(parameter.High);
        }

        var value = low + coordinate * width;
        return ParameterValue.Of(Math.Clamp(parameter.Log ? Math.Exp(value) : value, parameter.Low, parameter.High));
    }

    public override double Snap(double coordinate) => Math.Clamp(coordinate, 0, 1);

    public override double Coordinate(long level) => throw new InvalidOperationException($"'{parameter.Name}' is continuous.");

    public override long Level(double coordinate) => throw new InvalidOperationException($"'{parameter.Name}' is continuous.");

    public override double FromUniform(double uniform) => uniform;
}
