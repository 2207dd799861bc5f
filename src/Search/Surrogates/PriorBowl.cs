namespace Orchestrator.Search.Surrogates;

/// <summary>What is expected of the ends of ranges before any trial: that they are worse than the middle, by a bowl over the numeric
/// features, <c>b(x) = w / sqrt(F) sum_f (2 x_f - 1)^2</c>.</summary>
/// <remarks>
/// By its doubts alone a Gaussian process goes to the corners first, which are farthest from everything; but ranges are written around
/// what their author expects, and networks rarely learn at the corners. It is part of the prior mean (Rasmussen and Williams, section
/// 2.7), so that trials that say otherwise overrule it: the <see cref="TrendKernel"/> learns a slope and a curvature for each parameter.
/// The root keeps the bowl's variance over the space the same in any dimension.
/// </remarks>
internal static class PriorBowl
{
    /// <summary>The weight w of the bowl of losses, in deviations of the outcomes.</summary>
    public const double OfLosses = 1;

    /// <summary>The bowl at a point.</summary>
    /// <param name="table">A table of such points.</param>
    /// <param name="features">The point.</param>
    /// <param name="weight">w; 0 = no bowl.</param>
    public static double At(FeatureTable table, ReadOnlySpan<double> features, double weight)
    {
        if (weight == 0)
        {
            return 0;
        }

        var sum = 0.0;
        for (var f = 0; f < table.Features; f++)
        {
            var u = table.IsCategorical(f) ? 0 : 2 * features[f] - 1;
            sum += u * u;
        }

        return weight / Math.Sqrt(table.Features) * sum;
    }

    /// <summary>Its slope along one numeric feature.</summary>
    public static double Slope(double x, int features, double weight) => weight / Math.Sqrt(features) * 4 * (2 * x - 1);

    /// <summary>What outcomes at the rows of a table are above it.</summary>
    public static double[] Residuals(FeatureTable table, double[] outcomes, double weight)
    {
        var features = new double[table.Features];
        return [.. outcomes.Select((outcome, row) =>
        {
            table.CopyRow(row, features);
            return outcome - At(table, features, weight);
        })];
    }
}
