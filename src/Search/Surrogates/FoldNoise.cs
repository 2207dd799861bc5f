namespace Orchestrator.Search.Surrogates;

/// <summary>How much noisier an observation is than the good ones, from what the folds of it and of its neighbours show.</summary>
/// <remarks>
/// The variance over five folds is itself known to a factor of two, so that each row's is averaged with those nearby and with the mean of
/// all: <c>v(x) = (c m + sum_j w_j v_j) / (c + sum_j w_j)</c>, <c>w_j = exp(-r_j^2 / 2 h^2)</c> (Nadaraya and Watson 1964). Simpler than a
/// second Gaussian process for the noise (Kersting et al., ICML 2007), and a function of the rows that does not change as later ones come.
/// What is averaged is the noise of a mean over all folds: that of fewer is larger for certain, and not by chance.
/// </remarks>
internal sealed class FoldNoise
{
    private const double Shrinkage = 4;
    private const double Reach = 0.15;
    private const double OtherCategory = 1;
    private const double Farthest = 18; // where a weight is a ten-thousandth
    private const double Least = 0.05;
    private const double Most = 20;

    private readonly FeatureTable rows;
    private readonly double[] variances; // as over all folds
    private readonly double mean, typical;

    /// <param name="rows">Features, a row an observation.</param>
    /// <param name="losses">One a row.</param>
    /// <param name="variances">Of the losses, 0 = unknown.</param>
    /// <param name="shares">Of how much of its folds each loss is the mean, in (0, 1].</param>
    public FoldNoise(FeatureTable rows, IReadOnlyList<double> losses, double[] variances, double[] shares)
    {
        this.rows = rows;
        this.variances = [.. variances.Select((variance, row) => variance * shares[row])];
        double[] known = [.. this.variances.Where(IsKnown)];
        mean = known.Length == 0 ? 0 : known.Average();
        if (!(mean > 0) || !double.IsFinite(mean))
        {
            mean = 0;
            return;
        }

        double[] smooth = [.. Enumerable.Range(0, rows.Count).Select(row => At(row, 0) / shares[row])];
        int[] ranked = [.. Enumerable.Range(0, rows.Count).Where(row => double.IsFinite(losses[row])).OrderBy(row => losses[row])];
        typical = ranked.Length == 0 ? mean : ranked[..((ranked.Length + 1) / 2)].Average(row => smooth[row]);
        Ratios = [.. smooth.Select(Ratio)];
    }

    /// <summary>For each row the variance of its noise, of the mean over the better half; null = no folds show any.</summary>
    public double[]? Ratios { get; }

    /// <summary>The same of an observation that came later.</summary>
    public double RatioOf(ReadOnlySpan<double> features, double variance, double share) =>
        Ratio(Smooth(features, IsKnown(variance) ? variance * share : 0) / share);

    private static bool IsKnown(double variance) => variance > 0 && double.IsFinite(variance);

    private double Ratio(double variance) => Math.Clamp(variance / typical, Least, Most);

    private double At(int row, double own)
    {
        var features = new double[rows.Features];
        rows.CopyRow(row, features);
        return Smooth(features, own);
    }

    private double Smooth(ReadOnlySpan<double> features, double own)
    {
        var (sum, weights) = (Shrinkage * mean + own, Shrinkage + (own > 0 ? 1 : 0));
        var squared = new double[rows.Count];
        for (var f = 0; f < features.Length; f++)
        {
            MaternKernel.AddSquaredDistances(rows, f, features[f], rows.IsCategorical(f) ? OtherCategory : 1 / (Reach * Reach), squared,
                squared.Length);
        }

        for (var row = 0; row < squared.Length; row++)
        {
            if (IsKnown(variances[row]) && squared[row] < Farthest)
            {
                var weight = Math.Exp(-0.5 * squared[row]);
                sum += weight * variances[row];
                weights += weight;
            }
        }

        return sum / weights;
    }
}
