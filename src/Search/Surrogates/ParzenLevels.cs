using System.Runtime.CompilerServices;
using MathNet.Numerics;
using Orchestrator.Contracts.Randomness;
using Orchestrator.Search.Encoding;

namespace Orchestrator.Search.Surrogates;

/// <summary>Kernels over few levels: a table of the probability of each level given that of the centre.</summary>
internal sealed class ParzenLevels : ParzenAxis
{
    private readonly Axis axis;
    private readonly int[] centres;         // level of each component; one past the last level = uniform
    private readonly double[][] logKernels; // [level][centre]

    /// <param name="axis">An axis with levels, or a point.</param>
    /// <param name="centres">Coordinates, NaN = absent.</param>
    /// <param name="mass">Probability, up to a factor, of a level given a centre; the centre past the last level is the uniform
    /// kernel.</param>
    public ParzenLevels(Axis axis, double[] centres, Func<int, int, double> mass)
    {
        this.axis = axis;
        var levels = (int)(axis.Levels ?? 1);
        this.centres = [.. centres.Select(c => double.IsNaN(c) ? levels : axis.Levels is null ? 0 : (int)axis.Level(c)), levels];
        logKernels = [.. Enumerable.Range(0, levels).Select(_ => new double[levels + 1])];
        for (var centre = 0; centre <= levels; centre++)
        {
            var total = Enumerable.Range(0, levels).Sum(level => mass(level, centre));
            for (var level = 0; level < levels; level++)
            {
                logKernels[level][centre] = Math.Log(mass(level, centre) / total);
            }
        }
    }

    /// <summary>Equal or different: the others share a weight that falls as points accumulate (Aitchison and Aitken 1976).</summary>
    public static ParzenLevels Categorical(Axis axis, double[] centres, int dimensions)
    {
        var levels = (int)axis.Levels!.Value;
        var other = 1.0 / (levels * (1 + Math.Pow(centres.Length, 2.0 / (dimensions + 4))));
        return new(axis, centres, (level, centre) => centre == levels ? 1 : level == centre ? 1 : other);
    }

    /// <summary>The share of a normal kernel that falls to each level's interval.</summary>
    public static ParzenLevels Ordered(Axis axis, double[] centres, double bandwidth)
    {
        var levels = (int)axis.Levels!.Value;
        double[] coordinates = [.. Enumerable.Range(0, levels).Select(level => axis.Coordinate(level))];
        double Border(int level) => level <= 0 ? 0 : level >= levels ? 1 : 0.5 * (coordinates[level - 1] + coordinates[level]);
        double Below(double x, double centre) => 0.5 * SpecialFunctions.Erf((x - centre) / (Constants.Sqrt2 * bandwidth));
        return new(axis, centres, (level, centre) => centre == levels
            ? Border(level + 1) - Border(level)
            : Math.Max(1e-9, Below(Border(level + 1), coordinates[centre]) - Below(Border(level), coordinates[centre])));
    }

    public override double Sample(double centre, RandomStream random)
    {
        var column = double.IsNaN(centre) ? logKernels.Length : LevelOf(centre);
        var left = random.NextDouble();
        var level = 0;
        for (; level < logKernels.Length - 1; level++)
        {
            left -= Math.Exp(logKernels[level][column]);
            if (left < 0)
            {
                break;
            }
        }

        return axis.Levels is null ? axis.Snap(0) : axis.Coordinate(level);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void AddLogKernels(double coordinate, Span<double> sums)
    {
        var row = logKernels[LevelOf(coordinate)];
        for (var i = 0; i < centres.Length; i++)
        {
            sums[i] += row[centres[i]];
        }
    }

    private int LevelOf(double coordinate) => axis.Levels is null ? 0 : (int)axis.Level(coordinate);
}
