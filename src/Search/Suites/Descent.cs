using Orchestrator.Contracts.Randomness;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Search.Encoding;

namespace Orchestrator.Search.Suites;

/// <summary>
/// The least value of a function that a compass search finds from the best of many random points (Kolda, Lewis and Torczon,
/// "Optimization by direct search", SIAM Review 45, 2003, algorithm 3).
/// </summary>
/// <remarks>
/// It is no proof that nothing lies below. A family made of such a function therefore counts everything below the value as equal to it:
/// then 0 is its least value exactly, and a point that has it is known.
/// </remarks>
internal static class Descent
{
    private const int Points = 2000;
    private const int Starts = 12;
    private const int MostSweeps = 200;
    private const double FirstStep = 0.1;
    private const double LastStep = 1e-7;

    /// <summary>The least value found over the unit cube; the same for the same function and numbers.</summary>
    public static double Least(RandomStream random, int dimensions, Func<double[], double> value) => Least(
        () => Parts.Uniform(random, dimensions, 0, 1),
        (_, x, step) => [Math.Clamp(x + step, 0, 1), Math.Clamp(x - step, 0, 1)],
        value);

    /// <summary>The least value found over what a space allows: choices change to each other and integers by one at least.</summary>
    /// <param name="random">What the points are drawn from.</param>
    /// <param name="space">The domain.</param>
    /// <param name="value">NaN = the configuration fails.</param>
    public static double Least(RandomStream random, SearchSpace space, Func<Configuration, double> value)
    {
        var encoding = new SpaceEncoding(space);
        return Least(
            () => [.. encoding.Axes.Select(axis => axis.FromUniform(random.NextDouble()))],
            (i, x, step) => Moves(encoding.Axes[i], x, step),
            x => encoding.Decode(x) is var c && space.Violated(c) is null && value(c) is var found && !double.IsNaN(found)
                ? found : double.PositiveInfinity);
    }

    private static double[] Moves(Axis axis, double x, double step)
    {
        if (axis.Levels is not { } levels)
        {
            return [axis.Snap(Math.Clamp(x + step, 0, 1)), axis.Snap(Math.Clamp(x - step, 0, 1))];
        }

        var (level, far) = (axis.Level(x), Math.Max(1, (long)(step * levels)));
        return axis.IsCategorical
            ? [.. Enumerable.Range(0, (int)levels).Where(other => other != level).Select(other => axis.Coordinate(other))]
            : [axis.Coordinate(Math.Min(levels - 1, level + far)), axis.Coordinate(Math.Max(0, level - far))];
    }

    private static double Least(Func<double[]> draw, Func<int, double, double, double[]> moves, Func<double[], double> value) =>
        Enumerable.Range(0, Points).Select(_ => draw()).Select(x => (At: x, Value: value(x)))
            .OrderBy(start => start.Value).Take(Starts).Min(start => Down(start.At, start.Value, moves, value));

    private static double Down(double[] at, double least, Func<int, double, double, double[]> moves, Func<double[], double> value)
    {
        var step = FirstStep;
        for (var sweep = 0; sweep < MostSweeps && step >= LastStep; sweep++)
        {
            var before = least;
            for (var i = 0; i < at.Length; i++)
            {
                foreach (var move in moves(i, at[i], step))
                {
                    var old = at[i];
                    at[i] = move;
                    if (value(at) is var found && found < least)
                    {
                        least = found;
                        break;
                    }

                    at[i] = old;
                }
            }

            step = least < before ? step : step / 2;
        }

        return least;
    }
}
