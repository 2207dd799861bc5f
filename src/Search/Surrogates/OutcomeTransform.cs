namespace Orchestrator.Search.Surrogates;

/// <summary>Turns losses into outcomes that a Gaussian process models well: finite, mean 0, variance 1, without a long tail.</summary>
/// <remarks>
/// What is not finite counts as the worst loss seen. The tail is bent by the power transformation of Yeo and Johnson, "A new family of
/// power transformations to improve normality or symmetry", Biometrika 87, 2000, its exponent by maximum likelihood, as in HEBO
/// (Cowen-Rivers et al., arXiv 2012.03826). It is monotone, so that the best loss stays the best outcome.
/// </remarks>
public sealed class OutcomeTransform
{
    /// <summary>Losses that differ by less than this part of themselves are equal.</summary>
    internal const double Rounding = 1e-13;

    /// <summary>In ranges of the best quarter; normal losses all lie within.</summary>
    private const double Reach = 4;

    private OutcomeTransform(double[] outcomes, double[]? logSlopes = null) => (Outcomes, LogSlopes) = (outcomes, logSlopes);

    /// <summary>Outcomes of the losses, smaller still better; all 0 where the finite losses are equal or absent.</summary>
    public double[] Outcomes { get; }

    /// <summary>The logarithm of the transformation's slope at each loss, up to a constant: minus infinity where it is flat; null where all
    /// outcomes are 0.</summary>
    public double[]? LogSlopes { get; }

    /// <summary>The transformation that suits these losses.</summary>
    /// <param name="losses">NaN or infinite = failed.</param>
    /// <param name="winsorized">Whether losses beyond the best quarter by more than <see cref="Reach"/> times its range count as equal: of
    /// what is that bad no resolution is needed, and a cliff is not as high as it was.</param>
    public static OutcomeTransform Of(IReadOnlyList<double> losses, bool winsorized = false)
    {
        var finite = losses.Where(double.IsFinite).ToList();
        if (finite.Count == 0)
        {
            return new(new double[losses.Count]);
        }

        // Distances from the best, halved so that none overflows: where zero lies is lost before anything is rounded.
        var (best, worst) = (finite.Min(), finite.Max());
        var outcomes = losses.Select(loss => 0.5 * (double.IsFinite(loss) ? loss : worst) - 0.5 * best).ToArray();
        if (0.5 * worst - 0.5 * best <= Rounding * finite.Max(Math.Abs) || Standardize(outcomes) is not { } unit)
        {
            return new(new double[losses.Count]);
        }

        var cap = winsorized ? Cap(outcomes) : double.PositiveInfinity;
        bool[] flat = [.. outcomes.Select(y => y > cap)];
        if (flat.Contains(true))
        {
            for (var i = 0; i < outcomes.Length; i++)
            {
                outcomes[i] = Math.Min(outcomes[i], cap);
            }

            unit += Standardize(outcomes) ?? 0;
        }

        var exponent = MostLikelyExponent(outcomes);
        double[] slopes = [.. outcomes.Select(y => (exponent - 1) * Math.Sign(y) * Math.Log(1 + Math.Abs(y)))];
        for (var i = 0; i < outcomes.Length; i++)
        {
            outcomes[i] = YeoJohnson(outcomes[i], exponent);
        }

        return Standardize(outcomes) is { } last
            ? new(outcomes, [.. slopes.Select((slope, i) => flat[i] ? double.NegativeInfinity : slope + unit + last)])
            : new(new double[losses.Count]);
    }

    /// <summary>Infinite where the best quarter of the outcomes are equal, which tell no distance.</summary>
    private static double Cap(double[] outcomes)
    {
        double[] ascending = [.. outcomes.Order()];
        var reach = ascending[ascending.Length / 4] - ascending[0];
        return reach > Rounding ? ascending[ascending.Length / 4] + Reach * reach : double.PositiveInfinity;
    }

    /// <summary>The mean over the better half of the outcomes of their variance, given the variance of each loss, 0 = unknown; 0 if none is
    /// known.</summary>
    /// <remarks>The slope of the transformation is taken from the losses themselves: from each to the next larger one.</remarks>
    public double VarianceOf(IReadOnlyList<double> losses, IReadOnlyList<double> variances)
    {
        var ranked = Enumerable.Range(0, losses.Count).Where(i => double.IsFinite(losses[i])).OrderBy(i => losses[i]).ToArray();
        double sum = 0;
        var known = 0;
        for (var r = 0; r < (ranked.Length + 1) / 2 && r + 1 < ranked.Length; r++)
        {
            var variance = variances[ranked[r]];
            var deviation = Math.Sqrt(variance);
            // The next loss at least a deviation away, so that ties and near ties do not make the slope.
            var next = r + 1;
            while (next < ranked.Length - 1 && losses[ranked[next]] - losses[ranked[r]] < deviation)
            {
                next++;
            }

            var rise = losses[ranked[next]] - losses[ranked[r]];
            if (!(variance > 0) || !double.IsFinite(variance) || !(rise > 0))
            {
                continue;
            }

            var slope = (Outcomes[ranked[next]] - Outcomes[ranked[r]]) / rise;
            sum += variance * slope * slope;
            known++;
        }

        return known == 0 || !double.IsFinite(sum) ? 0 : sum / known;
    }

    /// <summary>The transformation; exponent 1 is the identity, less bends down the upper tail.</summary>
    public static double YeoJohnson(double y, double exponent)
    {
        if (y >= 0)
        {
            return Math.Abs(exponent) < 1e-12 ? Math.Log(1 + y) : (Math.Pow(1 + y, exponent) - 1) / exponent;
        }

        var mirrored = 2 - exponent;
        return Math.Abs(mirrored) < 1e-12 ? -Math.Log(1 - y) : -(Math.Pow(1 - y, mirrored) - 1) / mirrored;
    }

    /// <summary>The exponent in [-2, 1] under which the values look most normal.</summary>
    private static double MostLikelyExponent(double[] values)
    {
        // Golden section: the profile likelihood of a power transformation has one maximum.
        const double ratio = 0.6180339887498949;
        double low = -2, high = 1;
        double a = high - ratio * (high - low), b = low + ratio * (high - low);
        double atA = LogLikelihood(values, a), atB = LogLikelihood(values, b);
        while (high - low > 1e-2)
        {
            if (atA > atB)
            {
                (high, b, atB) = (b, a, atA);
                a = high - ratio * (high - low);
                atA = LogLikelihood(values, a);
            }
            else
            {
                (low, a, atA) = (a, b, atB);
                b = low + ratio * (high - low);
                atB = LogLikelihood(values, b);
            }
        }

        return 0.5 * (low + high);
    }

    private static double LogLikelihood(double[] values, double exponent)
    {
        double sum = 0, squares = 0, jacobian = 0;
        foreach (var value in values)
        {
            var bent = YeoJohnson(value, exponent);
            sum += bent;
            squares += bent * bent;
            jacobian += Math.Sign(value) * Math.Log(1 + Math.Abs(value));
        }

        var n = values.Length;
        var variance = squares / n - sum / n * (sum / n);
        return variance > 0 ? -0.5 * n * Math.Log(variance) + (exponent - 1) * jacobian : double.NegativeInfinity;
    }

    /// <summary>To mean 0 and variance 1; returns the logarithm of what they were multiplied by, null = they are equal.</summary>
    private static double? Standardize(double[] values)
    {
        var scale = values.Max(Math.Abs);
        if (!(scale > 0))
        {
            return null;
        }

        for (var i = 0; i < values.Length; i++)
        {
            values[i] /= scale; // so that squares neither overflow nor vanish
        }

        var mean = values.Average();
        var deviation = Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
        if (!(deviation > Rounding))
        {
            return null;
        }

        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (values[i] - mean) / deviation;
        }

        return -Math.Log(scale) - Math.Log(deviation);
    }
}
