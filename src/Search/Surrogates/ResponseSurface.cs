using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;
using Orchestrator.Search.Encoding;
using Orchestrator.Search.Optimization;

namespace Orchestrator.Search.Surrogates;

/// <summary>The quadratic that fits the losses of the best trials, and the point where it is least. Near the optimum of a smooth function
/// it knows what a Gaussian process does not: the directions of narrow valleys, and digits.</summary>
/// <remarks>
/// Box and Wilson, "On the experimental attainment of optimum conditions", J. R. Stat. Soc. B 13, 1951; McLeod, Osborne and Roberts,
/// "Optimization, fast and slow", ICML 2018, likewise leave a Bayesian search for a local one. It is believed where it foretells each
/// trial from the others (the PRESS statistic of Allen, 1974) far better than what it promises to gain.
/// </remarks>
internal sealed class ResponseSurface
{
    /// <summary>Trials for each coefficient: some have to be left to tell how well it fits.</summary>
    private const double RowsPerTerm = 1.5;

    /// <summary>How many times the error of a foretold loss a gain has to be.</summary>
    private const double Trusted = 30;

    /// <summary>Pivots of the least squares below it: trials that hardly differ in what a coefficient stands for do not tell it.</summary>
    private const double LeastPivot = 1e-10;

    /// <summary>Of more there are more coefficients than trials, and a fit takes longer than a suggestion may.</summary>
    private const int MostParameters = 16;

    private const int DescentSteps = 200;
    private const double DescentTolerance = 1e-12;

    private readonly double[] scales, slopes, lower, upper; // in units of what the rows span, about the best of them
    private readonly Matrix<double> curvatures;
    private readonly double error, rounding; // in units of a typical loss above the best

    private ResponseSurface(double[] scales, double[] lower, double[] upper, Vector<double> coefficients, double error, double rounding)
    {
        (this.scales, this.lower, this.upper, this.error, this.rounding) = (scales, lower, upper, error, rounding);
        var d = scales.Length;
        slopes = [.. coefficients.Skip(1).Take(d)];
        curvatures = Matrix<double>.Build.Dense(d, d);
        foreach (var (term, (i, j)) in Pairs(d).Index())
        {
            curvatures[i, j] += coefficients[1 + d + term];
            curvatures[j, i] += coefficients[1 + d + term];
        }
    }

    /// <summary>Where the loss is expected to be least, as far as trials reach; null = they are too few to tell, tell something else than
    /// a quadratic, or nothing is to be gained.</summary>
    /// <param name="encoding">The space; where the best trial's choices and coarse integers are other trials', those count.</param>
    /// <param name="points">Trials.</param>
    /// <param name="losses">One each; those that are not finite do not count.</param>
    public static double[]? Least(SpaceEncoding encoding, IReadOnlyList<double[]> points, IReadOnlyList<double> losses)
    {
        int[] ranked = [.. Enumerable.Range(0, points.Count).Where(i => double.IsFinite(losses[i])).OrderBy(i => losses[i])];
        if (ranked.Length == 0)
        {
            return null;
        }

        var best = points[ranked[0]];
        int[] free = encoding.SmoothAt(best), held = [.. Enumerable.Range(0, best.Length).Except(free)];
        var rows = 1 + (int)Math.Ceiling(RowsPerTerm * (free.Length + 1) * (free.Length + 2) / 2);
        int[] near = [.. ranked.Where(i => held.All(axis => points[i][axis] == best[axis])).Take(rows)];
        if (free.Length is 0 or > MostParameters || near.Length < rows
            || Fit([.. near.Select(i => free.Select(axis => points[i][axis]).ToArray())], [.. near.Select(i => losses[i])])
                is not { } surface || surface.Step() is not { } step)
        {
            return null;
        }

        var least = (double[])best.Clone();
        foreach (var (i, axis) in free.Index())
        {
            least[axis] = encoding.Axes[axis].Snap(Math.Clamp(best[axis] + step[i] * surface.scales[i], 0, 1));
        }

        return least;
    }

    /// <summary>Least squares.</summary>
    /// <param name="rows">More than the coefficients, the best one first.</param>
    /// <param name="losses">One each, ascending.</param>
    private static ResponseSurface? Fit(double[][] rows, double[] losses)
    {
        var (best, d) = (rows[0], rows[0].Length);
        double[] least = [.. Enumerable.Range(0, d).Select(i => rows.Min(row => row[i]))],
            most = [.. Enumerable.Range(0, d).Select(i => rows.Max(row => row[i]))],
            scales = [.. most.Zip(least, (high, low) => high - low)];
        var typical = losses[losses.Length / 2] - losses[0];
        if (!(typical > 0) || scales.Contains(0))
        {
            return null;
        }

        var terms = Matrix<double>.Build.DenseOfRowArrays(rows.Select(row => Terms([.. row.Select((x, i) => (x - best[i]) / scales[i])])));
        var rises = Vector<double>.Build.DenseOfEnumerable(losses.Select(loss => (loss - losses[0]) / typical));
        var factors = terms.QR(QRMethod.Thin);
        if (factors.R.Diagonal().Any(pivot => !(Math.Abs(pivot) > LeastPivot)))
        {
            return null;
        }

        var coefficients = factors.Solve(rises);
        // What each would be foretold to be by the others.
        var errors = (rises - terms * coefficients).Select((residual, row) =>
            residual / (1 - Math.Min(factors.Q.Row(row).DotProduct(factors.Q.Row(row)), 1 - 1e-6)));
        return new(scales, [.. least.Select((x, i) => (x - best[i]) / scales[i])], [.. most.Select((x, i) => (x - best[i]) / scales[i])],
            coefficients, Math.Sqrt(errors.Average(error => error * error)),
            OutcomeTransform.Rounding * losses.Max(Math.Abs) / typical);
    }

    /// <summary>From the best trial to where the surface is least within what the rows span; null = that is not to be believed.</summary>
    private double[]? Step()
    {
        var step = Newton() ?? new double[slopes.Length];
        LbfgsB.Minimize(Evaluate, step, lower, upper, DescentSteps, DescentTolerance);
        return -Evaluate(step, new double[step.Length]) > Math.Max(Trusted * error, rounding) ? step : null;
    }

    /// <summary>To the stationary point, if it is a minimum and inside.</summary>
    private double[]? Newton()
    {
        var values = curvatures.Evd(Symmetricity.Symmetric);
        if (!(values.EigenValues[0].Real > 0))
        {
            return null;
        }

        double[] step = [.. values.Solve(-Vector<double>.Build.Dense(slopes))];
        return step.Index().All(x => x.Item >= lower[x.Index] && x.Item <= upper[x.Index]) ? step : null;
    }

    private double Evaluate(ReadOnlySpan<double> step, Span<double> gradient)
    {
        var value = 0.0;
        for (var i = 0; i < step.Length; i++)
        {
            var bend = 0.0;
            for (var j = 0; j < step.Length; j++)
            {
                bend += curvatures[i, j] * step[j];
            }

            gradient[i] = slopes[i] + bend;
            value += step[i] * (slopes[i] + 0.5 * bend);
        }

        return value;
    }

    private static double[] Terms(double[] x) => [1, .. x, .. Pairs(x.Length).Select(pair => x[pair.I] * x[pair.J])];

    private static IEnumerable<(int I, int J)> Pairs(int count) =>
        from i in Enumerable.Range(0, count) from j in Enumerable.Range(0, i + 1) select (i, j);
}
