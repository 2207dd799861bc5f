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
/// was asked before; fits are remembered with the observations that they came from, which saves time and changes nothing. At powers of two
/// it is decided how losses are transformed until the next one.
/// </remarks>
/// <param name="encoding">The space.</param>
/// <param name="winsorizes">Whether losses may be winsorized, see <see cref="OutcomeTransform.Of"/>.</param>
/// <param name="bowl">Weight of the <see cref="PriorBowl"/>.</param>
internal sealed class FitSchedule(SpaceEncoding encoding, bool winsorizes = true, double bowl = PriorBowl.OfLosses)
{
    /// <summary>A fit of fewer says nothing that the prior does not.</summary>
    private const int FewestRows = 4;

    /// <summary>Most rows in a fit: the cost is cubic, and what hyper-parameters gain from more rows is small.</summary>
    private const int MostRows = 144;

    /// <summary>The least power of two at which it is decided how losses are transformed.</summary>
    private const int FewestCompared = 16;

    /// <summary>How much more probable winsorizing has to make a good trial, in the mean of the logarithms: e-fold. Less may be chance, and
    /// on smooth slopes what is winsorized tells where they lead.</summary>
    private const double LeastEvidence = 1;

    private readonly Dictionary<int, (Hyperparameters Parameters, bool Winsorized)> fits = [];
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
        return Fit(scheduled).Parameters.WithMeasuredNoise(MeasuredNoise(scheduled));
    }

    /// <summary>The losses of the last <see cref="For"/> as its hyper-parameters want them.</summary>
    public OutcomeTransform Transform() =>
        OutcomeTransform.Of([.. known.Select(o => o.Loss)], Fit(ScheduledSize(known.Count)).Winsorized);

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
        return variances.Any(variance => variance > 0)
            ? OutcomeTransform.Of(losses, Fit(size).Winsorized).VarianceOf(losses, variances) : 0;
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

    private (Hyperparameters Parameters, bool Winsorized) Fit(int size)
    {
        if (size < FewestRows)
        {
            return (Hyperparameters.Default(encoding.Features) with { Bowl = bowl }, false);
        }

        if (fits.TryGetValue(size, out var fit))
        {
            return fit;
        }

        var parent = 1;
        while (2 * parent < size)
        {
            parent *= 2;
        }

        var (start, winsorized) = Fit(parent);
        double[] losses = [.. known.Take(size).Select(o => o.Loss)];
        return fits[size] = winsorizes && size == 2 * parent && size >= FewestCompared
            ? MoreProbable(losses, start)
            : (Likelihood(Representative(losses), OutcomeTransform.Of(losses, winsorized).Outcomes).Fit(start), winsorized);
    }

    /// <summary>With the losses as they are, or winsorized: whichever makes those of the better half that neither makes equal more
    /// probable, each given all the others.</summary>
    /// <remarks>Cross-validation of a model (Rasmussen and Williams, section 5.4.2): the marginal likelihood of outcomes of which some were
    /// made equal cannot be compared.</remarks>
    private (Hyperparameters Parameters, bool Winsorized) MoreProbable(double[] losses, Hyperparameters start)
    {
        OutcomeTransform full = OutcomeTransform.Of(losses), part = OutcomeTransform.Of(losses, winsorized: true);
        var rows = Representative(losses);
        var likelihood = Likelihood(rows, full.Outcomes);
        var parameters = likelihood.Fit(start);
        if (part.LogSlopes is not { } slopes || !slopes.Any(double.IsNegativeInfinity))
        {
            return (parameters, false);
        }

        var likelihoodOfPart = Likelihood(rows, part.Outcomes);
        var parametersOfPart = likelihoodOfPart.Fit(start);
        double[] ascending = [.. losses.Where(double.IsFinite).Order()];
        int[] compared = [.. Enumerable.Range(0, rows.Length)
            .Where(i => losses[rows[i]] <= ascending[ascending.Length / 2] && double.IsFinite(slopes[rows[i]]))];
        var evidence = LogDensity(likelihoodOfPart.LeaveOneOut(parametersOfPart), slopes)
            - LogDensity(likelihood.LeaveOneOut(parameters), full.LogSlopes!);
        return evidence > LeastEvidence ? (parametersOfPart, true) : (parameters, false);

        double LogDensity(double[] ofOutcomes, double[] slopes) => compared.Average(i => ofOutcomes[i] + slopes[rows[i]]);
    }

    private MarginalLikelihood Likelihood(int[] rows, double[] outcomes)
    {
        var table = FeatureTable.Of(encoding, [.. rows.Select(row => encoding.Encode(known[row].Configuration))]);
        double[]? noise = NoiseOf(outcomes.Length).Ratios is { } ratios ? [.. rows.Select(row => ratios[row])] : null;
        return new(table, [.. rows.Select(row => outcomes[row])], noise, bowl);
    }

    /// <summary>All rows, or of too many the best half and an even spread of the others.</summary>
    private static int[] Representative(double[] losses)
    {
        var rows = Enumerable.Range(0, losses.Length).ToArray();
        if (rows.Length <= MostRows)
        {
            return rows;
        }

        var ranked = rows.OrderBy(row => double.IsFinite(losses[row]) ? losses[row] : double.PositiveInfinity).ToArray();
        const int best = MostRows / 2;
        var rest = ranked.Length - best;
        return [.. ranked[..best], .. Enumerable.Range(0, MostRows - best)
            .Select(i => ranked[best + (int)((long)i * rest / (MostRows - best))])];
    }
}
