using Orchestrator.Search.Encoding;
using Orchestrator.Search.Surrogates;

namespace Orchestrator.Search.Samplers;

/// <summary>
/// Decides from which observations hyper-parameters are fitted, so that a suggestion stays cheap as trials accumulate and is still
/// a function of the observations alone.
/// </summary>
/// <remarks>
/// With n observations the fit of the first m is used, m = n rounded down to a multiple of a stride that grows with n. The fit of
/// m starts from the fit of the greatest power of two below m. Hence any n is reached from nothing by log2(n) fits, whatever
/// was asked before; fits are remembered with the observations that they came from, which saves time and changes nothing.
/// </remarks>
internal sealed class FitSchedule(SpaceEncoding encoding)
{
    /// <summary>A fit of fewer says nothing that the prior does not.</summary>
    private const int FewestRows = 4;

    /// <summary>Most rows in a fit: the cost is cubic, and what hyper-parameters gain from more rows is small.</summary>
    private const int MostRows = 144;

    private readonly Dictionary<int, Hyperparameters> fits = [];
    private IReadOnlyList<Observation> known = [];
    private (int Size, FoldNoise Noise)? shown;

    /// <summary>The hyper-parameters to use after <paramref name="observed"/>; noise is what the folds show, see
    /// <see cref="Hyperparameters.WithMeasuredNoise"/>.</summary>
    public Hyperparameters For(IReadOnlyList<Observation> observed)
    {
        var common = 0;
        while (common < known.Count && common < observed.Count && known[common].Equals(observed[common]))
        {
            common++;
        }

        if (common < known.Count)
        {
            foreach (var size in fits.Keys.Where(size => size > common).ToList())
            {
                fits.Remove(size);
            }

            shown = shown is { } noise && noise.Size > common ? null : shown;
        }

        known = [.. observed];
        var scheduled = ScheduledSize(observed.Count);
        return Fit(scheduled).WithMeasuredNoise(MeasuredNoise(scheduled));
    }

    /// <summary>Of each observation of the last <see cref="For"/> the variance of its noise, of that of the good ones; null = no folds
    /// show any. Like the hyper-parameters' noise it is that of the scheduled prefix, which later observations do not change.</summary>
    public double[]? NoiseRatios()
    {
        var size = ScheduledSize(known.Count);
        if (NoiseOf(size) is not { Ratios: { } ratios } noise)
        {
            return null;
        }

        var features = new double[encoding.Features];
        return [.. ratios, .. known.Skip(size).Select(later =>
        {
            encoding.Featurize(encoding.Encode(later.Configuration), features);
            return noise.RatioOf(features, later.Variance, later.Share);
        })];
    }

    private FoldNoise NoiseOf(int size)
    {
        if (shown is not { } kept || kept.Size != size)
        {
            var rows = FeatureTable.Of(encoding, [.. known.Take(size).Select(o => encoding.Encode(o.Configuration))]);
            shown = kept =
                (size, new(rows, [.. known.Take(size).Select(o => o.Loss)], [.. known.Take(size).Select(o => o.Variance)],
                    [.. known.Take(size).Select(o => o.Share)]));
        }

        return kept.Noise;
    }

    /// <summary>The noise that the folds show, also of the scheduled prefix: were it to change with every trial, nothing factorised could
    /// be kept.</summary>
    private double MeasuredNoise(int size)
    {
        double[] losses = [.. known.Take(size).Select(o => o.Loss)], variances = [.. known.Take(size).Select(o => o.Variance)];
        return variances.Any(variance => variance > 0) ? OutcomeTransform.Of(losses).VarianceOf(losses, variances) : 0;
    }

    /// <summary>The largest prefix of n observations that is fitted.</summary>
    public static int ScheduledSize(int n)
    {
        var stride = 1;
        while (n >= 40 * stride)
        {
            stride *= 2;
        }

        return n - n % stride;
    }

    private Hyperparameters Fit(int size)
    {
        if (size < FewestRows)
        {
            return Hyperparameters.Default(encoding.Features);
        }

        if (fits.TryGetValue(size, out var known))
        {
            return known;
        }

        var parent = 1;
        while (2 * parent < size)
        {
            parent *= 2;
        }

        return fits[size] = Fit(size, Fit(parent));
    }

    private Hyperparameters Fit(int size, Hyperparameters start)
    {
        var outcomes = OutcomeTransform.Of([.. known.Take(size).Select(o => o.Loss)]).Outcomes;
        var rows = Representative(outcomes);
        var table = FeatureTable.Of(encoding, [.. rows.Select(row => encoding.Encode(known[row].Configuration))]);
        double[]? noise = NoiseOf(size).Ratios is { } ratios ? [.. rows.Select(row => ratios[row])] : null;
        return new MarginalLikelihood(table, [.. rows.Select(row => outcomes[row])], noise).Fit(start);
    }

    /// <summary>All rows, or of too many the best half and an even spread of the others.</summary>
    private static int[] Representative(double[] outcomes)
    {
        var rows = Enumerable.Range(0, outcomes.Length).ToArray();
        if (rows.Length <= MostRows)
        {
            return rows;
        }

        var ranked = rows.OrderBy(row => outcomes[row]).ToArray();
        const int best = MostRows / 2;
        var rest = ranked.Length - best;
        return [.. ranked[..best], .. Enumerable.Range(0, MostRows - best)
            .Select(i => ranked[best + (int)((long)i * rest / (MostRows - best))])];
    }
}
