using System.Globalization;
using Orchestrator.Contracts.SearchSpaces;

namespace Orchestrator.Search.Encoding;

/// <summary>
/// Equally spaced numbers. Each owns the half step on either side, so that level i of n linear ones sits at (i + 1/2) / n and a
/// uniform draw is fair to the ends; on a logarithmic axis the same with the borders' logarithms.
/// </summary>
/// <remarks>
/// The surrogate sees levels only, never what lies between them: Garrido-Merchan and Hernandez-Lobato, "Dealing with categorical
/// and integer-valued variables in Bayesian optimization", arXiv 1805.03463.
/// </remarks>
internal sealed class SteppedAxis : Axis
{
    private readonly double low;
    private readonly double high;
    private readonly double step;
    private readonly long levels;
    private readonly bool log;
    private readonly double logLow;
    private readonly double logWidth;

    public SteppedAxis(double low, double high, double step, bool log)
    {
        this.low = low;
        this.high = high;
        this.step = step;
        this.log = log;
        levels = (long)Math.Floor((high - low) / step + 1e-9) + 1; // 0.3 / 0.1 is a little less than 3
        if (!log)
        {
            return;
        }

        logLow = Math.Log(Math.Max(low - step / 2, low / 2)); // low >= 1; a wide step must not reach 0
        logWidth = Math.Log(low + (levels - 0.5) * step) - logLow;
    }

    public override long? Levels => levels;

    public override double Encode(ParameterValue value) => Coordinate((long)Math.Round((value.Number - low) / step));

    public override ParameterValue Decode(double coordinate) =>
        ParameterValue.Of(Math.Clamp(Written(low + Level(coordinate) * step), low, high));

    public override double Snap(double coordinate) => Coordinate(Level(coordinate));

    public override double Coordinate(long level) =>
        log ? (Math.Log(low + level * step) - logLow) / logWidth : (level + 0.5) / levels;

    public override long Level(double coordinate)
    {
        var level = log ? Math.Round((Math.Exp(logLow + coordinate * logWidth) - low) / step) : Math.Floor(coordinate * levels);
        return (long)Math.Clamp(level, 0, levels - 1);
    }

    // 0.1 + 2 * 0.1 is 0.30000000000000004; people wrote 0.3.
    private static double Written(double value) =>
        double.Parse(value.ToString("G15", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    public override double FromUniform(double uniform) => Snap(uniform);
}
