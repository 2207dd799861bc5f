using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Orchestrator.Contracts.Randomness;
using Orchestrator.Search.LinearAlgebra;

namespace Orchestrator.Search.Surrogates;

/// <summary>
/// The posterior of a Gaussian process given noisy outcomes: mean <c>m + k.alpha</c>, variance <c>k(x, x) - |L^-1 k|^2</c> (Rasmussen and
/// Williams, algorithm 2.1), of the function itself, without observation noise; m is its <see cref="PriorMean"/> and
/// the <see cref="PriorBowl"/>.
/// </summary>
public sealed class GaussianProcess
{
    /// <summary>Least variance that is reported: rounding leaves about this much of an amplitude of 1.</summary>
    private const double LeastVariance = 1e-12;

    private const double DetailWeight = 1 / (Hyperparameters.DetailLength * Hyperparameters.DetailLength);

    private readonly FeatureTable table;
    private readonly Hyperparameters parameters;
    private readonly CholeskyFactor factor;
    private readonly double[] alpha, covariances, slopes, detailSlopes, solved, panel, scratch;
    private readonly double priorMean;
    private readonly double[]? noise;

    private GaussianProcess(FeatureTable table, double[] outcomes, Hyperparameters parameters, CholeskyFactor factor, double[]? noise)
    {
        this.table = table;
        this.noise = noise;
        this.parameters = parameters;
        this.factor = factor;
        Outcomes = outcomes;
        var n = table.Count;
        alpha = new double[n];
        priorMean = PriorMean.MostProbable(factor, PriorBowl.Residuals(table, outcomes, parameters.Bowl), alpha);
        covariances = new double[n];
        slopes = new double[n];
        detailSlopes = new double[n];
        solved = new double[n];
        scratch = new double[n];
        panel = new double[n * CholeskyFactor.PanelWidth];
    }

    /// <summary>The outcomes that are conditioned on, one a row.</summary>
    public double[] Outcomes { get; }

    /// <summary>Conditions on outcomes at the rows of a table.</summary>
    /// <param name="table">Features, a row an observation.</param>
    /// <param name="outcomes">One a row.</param>
    /// <param name="parameters">Where rounding makes the covariances singular, their noise is raised tenfold until they are not.</param>
    /// <param name="noise">Of each row the variance of its noise as a multiple of the hyper-parameters'; null = that of all.</param>
    /// <param name="earlier">
    /// Any earlier posterior: of the same hyper-parameters, and rows with which these begin, it saves factorising those again. The result
    /// is the same to the bit.
    /// </param>
    public static GaussianProcess Fit(FeatureTable table, double[] outcomes, Hyperparameters parameters, GaussianProcess? earlier = null,
        double[]? noise = null)
    {
        for (; ; parameters = parameters with { Noise = Math.Max(1e-10, 10 * parameters.Noise) })
        {
            var factor = earlier is not null && earlier.Begins(table, parameters, noise) ? earlier.factor.Fork() : new CholeskyFactor();
            if (Extend(factor, table, parameters, noise))
            {
                return new(table, outcomes, parameters, factor, noise);
            }
        }
    }

    /// <summary>The posterior that also believes in its own mean at further points, so that their neighbourhood holds no more
    /// surprise.</summary>
    /// <remarks>Ginsbourger, Le Riche and Carraro's Kriging believer (2010): the mean stays, the variance falls.</remarks>
    /// <param name="points">Features, a row a point.</param>
    /// <param name="least">Where the mean is lower, this is believed in its place.</param>
    public GaussianProcess Believing(FeatureTable points, double least = double.NegativeInfinity)
    {
        if (points.Count == 0)
        {
            return this;
        }

        var mean = new double[points.Count];
        var features = new double[table.Features];
        var joined = table.Subset([.. Enumerable.Range(0, table.Count)]);
        for (var i = 0; i < points.Count; i++)
        {
            points.CopyRow(i, features);
            mean[i] = Math.Max(least, Predict(features).Mean);
            joined.Add(features);
        }

        double[] outcomes = [.. Outcomes, .. mean];
        var extended = factor.Fork();
        double[]? noises = noise is null ? null : [.. noise, .. mean.Select(_ => 1.0)];
        return Extend(extended, joined, parameters, noises) ? new(joined, outcomes, parameters, extended, noises)
            : Fit(joined, outcomes, parameters, noise: noises);
    }

    /// <summary>What this process believes, as the only fantasy.</summary>
    internal Fantasies Believed => new(alpha, [], [new([], [])]);

    /// <summary>Fantasies of what the last rows bring, which come in pairs z, -z, whose average is the mean.</summary>
    /// <param name="rows">The first so many rows stay; the later ones are what <see cref="Believing"/> added last.</param>
    /// <param name="pairs">Number of pairs, at least 1.</param>
    /// <param name="random">Draws z.</param>
    internal Fantasies Fantasize(int rows, int pairs, RandomStream random)
    {
        var draws = new List<Fantasy>(2 * pairs);
        var last = factor.Count - rows;
        for (var pair = 0; pair < pairs; pair++)
        {
            double[] z = [.. Enumerable.Range(0, last).Select(_ => random.NextNormal())];
            foreach (var sign in new[] { 1, -1 })
            {
                draws.Add(new([.. z.Select(x => sign * x)], [.. z.Select((_, i) =>
                    Outcomes[rows + i] + sign * VectorKernels.Dot(factor.Row(rows + i)[rows..], z, i + 1))]));
            }
        }

        return new(alpha, [.. Enumerable.Range(rows, last).Select(Direction)], draws);

        double[] Direction(int row)
        {
            var direction = new double[factor.Count];
            direction[row] = 1;
            factor.SolveTransposed(direction);
            return direction;
        }
    }

    /// <summary>The posterior mean at a conditioned row: since K alpha = y - m, it is y less noise times alpha.</summary>
    public double MeanAtRow(int row) => Outcomes[row] - parameters.Noise * (noise?[row] ?? 1) * alpha[row];

    /// <summary>The posterior variance at a conditioned row.</summary>
    public double VarianceAtRow(int row)
    {
        var features = new double[table.Features];
        table.CopyRow(row, features);
        return Predict(features).Variance;
    }

    /// <summary>Mean and variance of the function at a point.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public (double Mean, double Variance) Predict(ReadOnlySpan<double> features)
    {
        Covariances(features, covariances, [], []);
        var mean = priorMean + Bowl(features) + VectorKernels.Dot(covariances, alpha, alpha.Length);
        covariances.CopyTo(solved, 0);
        factor.Solve(solved);
        return (mean, Variance(features, VectorKernels.Dot(solved, solved, solved.Length)));
    }

    /// <summary>Means and variances at all rows of a table; much faster a point than <see cref="Predict(ReadOnlySpan{double})"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Predict(FeatureTable points, Span<double> means, Span<double> variances) => Predict(points, Believed, means, variances);

    /// <summary>The same under each of several fantasies.</summary>
    /// <param name="points">A row a point.</param>
    /// <param name="fantasies">Of this process.</param>
    /// <param name="means">For each point a mean a fantasy.</param>
    /// <param name="variances">For each point; it does not depend on outcomes.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Predict(FeatureTable points, Fantasies fantasies, Span<double> means, Span<double> variances)
    {
        const int width = CholeskyFactor.PanelWidth;
        double[] features = new double[table.Features], last = new double[fantasies.Directions.Length];
        Span<double> believed = stackalloc double[width];
        for (var start = 0; start < points.Count; start += width)
        {
            var count = Math.Min(width, points.Count - start);
            for (var c = 0; c < count; c++)
            {
                points.CopyRow(start + c, features);
                Covariances(features, covariances, [], []);
                believed[c] = priorMean + Bowl(features) + VectorKernels.Dot(covariances, alpha, covariances.Length);
                for (var i = 0; i < covariances.Length; i++)
                {
                    panel[i * width + c] = covariances[i];
                }
            }

            factor.SolvePanel(panel);
            for (var c = 0; c < count; c++)
            {
                var explained = 0.0;
                for (var i = 0; i < covariances.Length; i++)
                {
                    explained += panel[i * width + c] * panel[i * width + c];
                }

                for (var i = 0; i < last.Length; i++)
                {
                    last[i] = panel[(covariances.Length - last.Length + i) * width + c];
                }

                points.CopyRow(start + c, features);
                variances[start + c] = Variance(features, explained);
                fantasies.Shift(believed[c], last, means.Slice((start + c) * fantasies.Count, fantasies.Count));
            }
        }
    }

    /// <summary>Mean, variance and their gradients at a point; the slope along a categorical feature is 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public (double Mean, double Variance) Predict(ReadOnlySpan<double> features, Span<double> meanGradient, Span<double> varianceGradient)
    {
        Span<double> mean = stackalloc double[1];
        var variance = PredictWithSlopes(features, Believed, mean);
        Slopes(features, alpha, meanGradient, varianceGradient);
        return (mean[0], variance);
    }

    /// <summary>The variance at a point and the mean under each fantasy; <see cref="Slopes"/> may be asked for next.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal double PredictWithSlopes(ReadOnlySpan<double> features, Fantasies fantasies, Span<double> means)
    {
        var n = alpha.Length;
        Covariances(features, covariances, slopes, detailSlopes);
        var mean = priorMean + Bowl(features) + VectorKernels.Dot(covariances, alpha, n);
        factor.Solve(covariances);
        fantasies.Shift(mean, covariances.AsSpan(n - fantasies.Directions.Length), means);
        var explained = VectorKernels.Dot(covariances, covariances, n);
        covariances.CopyTo(solved, 0);
        factor.SolveTransposed(solved); // K^-1 k
        return Variance(features, explained);
    }

    /// <summary>The gradients at the point that <see cref="PredictWithSlopes"/> was last asked about.</summary>
    /// <param name="features">That point.</param>
    /// <param name="weights">alpha, or an average of several: but for the bowl the mean's gradient is linear in it.</param>
    /// <param name="meanGradient">The result.</param>
    /// <param name="varianceGradient">The result.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Slopes(ReadOnlySpan<double> features, ReadOnlySpan<double> weights, Span<double> meanGradient,
        Span<double> varianceGradient)
    {
        for (var f = 0; f < table.Features; f++)
        {
            (meanGradient[f], varianceGradient[f]) = (0, 0);
            if (table.IsCategorical(f))
            {
                continue;
            }

            var (mean, explained) = SlopesAlong(f, features[f], weights);
            meanGradient[f] = 2 * mean + PriorBowl.Slope(features[f], table.Features, parameters.Bowl);
            varianceGradient[f] = -4 * explained + TrendKernel.VarianceSlope(features[f], table.Features, parameters.Trend);
        }
    }

    // The sums over rows of weights and of K^-1 k, each times half the slope of the row's covariance along a feature.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private (double Mean, double Explained) SlopesAlong(int feature, double at, ReadOnlySpan<double> weights)
    {
        var column = table.Column(feature);
        var (n, weight) = (alpha.Length, parameters.Weights[feature]);
        var (a, b, c) = TrendKernel.SlopePolynomial(at, table.Features, 0.5 * parameters.Trend);
        ref var places = ref MemoryMarshal.GetReference(column);
        ref var factors = ref MemoryMarshal.GetReference(weights);
        ref var solutions = ref MemoryMarshal.GetArrayDataReference(solved);
        ref var slope = ref MemoryMarshal.GetArrayDataReference(slopes);
        ref var detailSlope = ref MemoryMarshal.GetArrayDataReference(detailSlopes);
        Vector256<double> x = Vector256.Create(at), own = Vector256.Create(weight), detail = Vector256.Create(DetailWeight),
            constant = Vector256.Create(a), linear = Vector256.Create(b), square = Vector256.Create(c), means = default, explains = default;
        var i = 0;
        for (; i + 4 <= n; i += 4)
        {
            var place = Vector256.LoadUnsafe(ref places, (nuint)i);
            var trend = Vector256.FusedMultiplyAdd(place, Vector256.FusedMultiplyAdd(place, square, linear), constant);
            var near = Vector256.FusedMultiplyAdd(own, Vector256.LoadUnsafe(ref slope, (nuint)i),
                detail * Vector256.LoadUnsafe(ref detailSlope, (nuint)i));
            var change = Vector256.FusedMultiplyAdd(near, x - place, trend);
            means = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref factors, (nuint)i), change, means);
            explains = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref solutions, (nuint)i), change, explains);
        }

        var (mean, explained) = (Vector256.Sum(means), Vector256.Sum(explains));
        for (; i < n; i++)
        {
            var change = (weight * slopes[i] + DetailWeight * detailSlopes[i]) * (at - column[i])
                + Math.FusedMultiplyAdd(column[i], Math.FusedMultiplyAdd(column[i], c, b), a);
            mean += weights[i] * change;
            explained += solved[i] * change;
        }

        return (mean, explained);
    }

    private bool Begins(FeatureTable longer, Hyperparameters others, double[]? otherNoise) =>
        ReferenceEquals(parameters.Weights, others.Weights) && parameters.Amplitude == others.Amplitude && parameters.Noise == others.Noise
        && parameters.Detail == others.Detail && parameters.Trend == others.Trend && parameters.Bowl == others.Bowl
        && longer.Count >= table.Count
        && (noise is null ? otherNoise is null : otherNoise is not null && noise.AsSpan().SequenceEqual(otherNoise.AsSpan(0, noise.Length)))
        && Enumerable.Range(0, table.Features).All(f => table.Column(f).SequenceEqual(longer.Column(f)[..table.Count]));

    private double Bowl(ReadOnlySpan<double> features) => PriorBowl.At(table, features, parameters.Bowl);

    private double Variance(ReadOnlySpan<double> features, double explained) => Math.Max(LeastVariance, parameters.Amplitude
        + parameters.Detail + TrendKernel.Variance(table, features, parameters.Trend) - explained);

    private void Covariances(ReadOnlySpan<double> features, Span<double> target, Span<double> slope, Span<double> detailSlope) =>
        Covariances(table, features, parameters, scratch, target, slope, detailSlope);

    /// <summary>Covariances of a point with the first rows of a table, and their slopes in both squared distances where wanted.</summary>
    private static void Covariances(
        FeatureTable table, ReadOnlySpan<double> features, Hyperparameters parameters,
        Span<double> scratch, Span<double> target, Span<double> slope, Span<double> detailSlope)
    {
        var count = target.Length;
        target.Clear();
        for (var f = 0; f < table.Features; f++)
        {
            MaternKernel.AddSquaredDistances(table, f, features[f], parameters.Weights[f], target, count);
        }

        MaternKernel.Evaluate(target, target, slope, parameters.Amplitude);
        if (parameters.Trend > 0)
        {
            TrendKernel.Add(table, features, parameters.Trend, target);
        }

        detailSlope.Clear();
        if (parameters.Detail <= 0)
        {
            return;
        }

        var detail = scratch[..count];
        detail.Clear();
        for (var f = 0; f < table.Features; f++)
        {
            MaternKernel.AddSquaredDistances(table, f, features[f], DetailWeight, detail, count);
        }

        MaternKernel.Evaluate(detail, detail, detailSlope, parameters.Detail);
        VectorKernels.Axpy(1, detail, target, count);
    }

    /// <summary>Appends the covariances of the table's rows that the factor lacks.</summary>
    private static bool Extend(CholeskyFactor factor, FeatureTable table, Hyperparameters parameters, double[]? noise)
    {
        double[] row = new double[table.Count], scratch = new double[table.Count], features = new double[table.Features];
        for (var i = factor.Count; i < table.Count; i++)
        {
            table.CopyRow(i, features);
            Covariances(table, features, parameters, scratch, row.AsSpan(0, i), [], []);
            row[i] = parameters.Amplitude + parameters.Detail + parameters.Noise * (noise?[i] ?? 1)
                + TrendKernel.Variance(table, features, parameters.Trend);
            if (!factor.TryAppend(row.AsSpan(0, i + 1)))
            {
                return false;
            }
        }

        return true;
    }
}
