using Orchestrator.Contracts.Randomness;

namespace Orchestrator.Search.Suites;

/// <summary>
/// The least value of a function over the unit cube that a compass search finds from the best of many random points (Kolda, Lewis and
/// Torczon, "Optimization by direct search", SIAM Review 45, 2003, algorithm 3).
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

    /// <summary>The least value found; the same for the same function and numbers.</summary>
    public static double Least(RandomStream random, int dimensions, Func<double[], double> value) =>
        Enumerable.Range(0, Points).Select(_ => Parts.Uniform(random, dimensions, 0, 1)).Select(x => (At: x, Value: value(x)))
            .OrderBy(start => start.Value).Take(Starts).Min(start => Down(start.At, start.Value, value));

    private static double Down(double[] at, double least, Func<double[], double> value)
    {
        var step = FirstStep;
        for (var sweep = 0; sweep < MostSweeps && step >= LastStep; sweep++)
        {
            var before = least;
            for (var i = 0; i < at.Length; i++)
            {
                foreach (var sign in (ReadOnlySpan<int>)[1, -1])
                {
                    var old = at[i];
                    at[i] = Math.Clamp(old + sign * step, 0, 1);
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
