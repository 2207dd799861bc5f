using System.Runtime.CompilerServices;
using Orchestrator.Search.LinearAlgebra;

namespace Orchestrator.Search.Surrogates;

/// <summary>
/// The posterior of a Gaussian process given noisy outcomes: mean <c>m + k.alpha</c>, variance <c>k(x, x) - |L^-1 k|^2</c> (Rasmussen and
/// Williams, algorithm 2.1), of the function itself, without observation noise; m is its <see cref="PriorMean"/>.
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

    private GaussianProcess(FeatureTable table, double[] outcomes, Hyperparameters parameters, CholeskyFactor factor)
    {
        this.table = table;
        this.parameters = parameters;
        this.factor = factor;
        Outcomes = outcomes;
        var n = table.Count;
        alpha = new double[n];
        priorMean = PriorMean.MostProbable(factor, outcomes, alpha);
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
    /// <param name="earlier">
    /// Any earlier posterior: of the same hyper-parameters, and rows with which these begin, it saves factorising those again. The result is
    /// the same to the bit.
    /// </param>
    public static GaussianProcess Fit(FeatureTable table, double[] outcomes, Hyperparameters parameters, GaussianProcess? earlier = null)
    {
        for (; ; parameters = parameters with { Noise = Math.Max(1e-10, 10 * parameters.Noise) })
        {
            var factor = earlier is not null && earlier.Begins(table, parameters) ? earlier.factor.Fork() : new CholeskyFactor();
            if (Extend(factor, table, parameters)) return new(table, outcomes, parameters, factor);
        }
    }

    /// <summary>The posterior that also believes in its own mean at further points, so that their neighbourhood holds no more surprise.</summary>
    /// <remarks>Ginsbourger, Le Riche and Carraro's Kriging believer (2010): the mean stays, the variance falls.</remarks>
    public GaussianProcess Believing(FeatureTable points)
    {
        if (points.Count == 0) return this;
        var mean = new double[points.Count];
        var features = new double[table.Features];
        var joined = table.Subset([.. Enumerable.Range(0, table.Count)]);
        for (var i = 0; i < points.Count; i++)
        {
            points.CopyRow(i, features);
            mean[i] = Predict(features).Mean;
            joined.Add(features);
        }

        double[] outcomes = [.. Outcomes, .. mean];
        var extended = factor.Fork();
        return Extend(extended, joined, parameters) ? new(joined, outcomes, parameters, extended) : Fit(joined, outcomes, parameters);
    }

    /// <summary>The posterior mean at a conditioned row: since K alpha = y - m, it is y less noise times alpha.</summary>
    public double MeanAtRow(int row) => Outcomes[row] - parameters.Noise * alpha[row];

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
        var mean = priorMean + VectorKernels.Dot(covariances, alpha, alpha.Length);
        covariances.CopyTo(solved, 0);
        factor.Solve(solved);
        return (mean, Variance(VectorKernels.Dot(solved, solved, solved.Length)));
    }

    /// <summary>Means and variances at all rows of a table; much faster a point than <see cref="Predict"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Predict(FeatureTable points, Span<double> means, Span<double> variances)
    {
        var features = new double[table.Features];
        const int width = CholeskyFactor.PanelWidth;
        for (var start = 0; start < points.Count; start += width)
        {
            var count = Math.Min(width, points.Count - start);
            for (var c = 0; c < count; c++)
            {
                points.CopyRow(start + c, features);
                Covariances(features, covariances, [], []);
                means[start + c] = priorMean + VectorKernels.Dot(covariances, alpha, alpha.Length);
                for (var i = 0; i < covariances.Length; i++) panel[i * width + c] = covariances[i];
            }

            factor.SolvePanel(panel);
            for (var c = 0; c < count; c++)
            {
                var explained = 0.0;
                for (var i = 0; i < covariances.Length; i++) explained += panel[i * width + c] * panel[i * width + c];
                variances[start + c] = Variance(explained);
            }
        }
    }

    /// <summary>Mean, variance and their gradients at a point; the slope along a categorical feature is 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public (double Mean, double Variance) Predict(ReadOnlySpan<double> features, Span<double> meanGradient, Span<double> varianceGradient)
    {
        var n = alpha.Length;
        Covariances(features, covariances, slopes, detailSlopes);
        var mean = priorMean + VectorKernels.Dot(covariances, alpha, n);
        factor.Solve(covariances);
        var explained = VectorKernels.Dot(covariances, covariances, n);
        covariances.CopyTo(solved, 0);
        factor.SolveTransposed(solved); // K^-1 k
        for (var f = 0; f < table.Features; f++)
        {
            double meanSlope = 0, varianceSlope = 0;
            if (!table.IsCategorical(f))
            {
                var column = table.Column(f);
                var weight = parameters.Weights[f];
                for (var i = 0; i < n; i++)
                {
                    var change = (weight * slopes[i] + DetailWeight * detailSlopes[i]) * (features[f] - column[i]);
                    meanSlope += alpha[i] * change;
                    varianceSlope += solved[i] * change;
                }
            }

            meanGradient[f] = 2 * meanSlope;
            varianceGradient[f] = -4 * varianceSlope;
        }

        return (mean, Variance(explained));
    }

    private bool Begins(FeatureTable longer, Hyperparameters others) =>
        ReferenceEquals(parameters.Weights, others.Weights) && parameters.Amplitude == others.Amplitude && parameters.Noise == others.Noise
        && parameters.Detail == others.Detail && longer.Count >= table.Count
        && Enumerable.Range(0, table.Features).All(f => table.Column(f).SequenceEqual(longer.Column(f)[..table.Count]));

    private double Variance(double explained) => Math.Max(LeastVariance, parameters.Amplitude + parameters.Detail - explained);

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
            MaternKernel.AddSquaredDistances(table, f, features[f], parameters.Weights[f], target, count);
        MaternKernel.Evaluate(target, target, slope, parameters.Amplitude);
        detailSlope.Clear();
        if (parameters.Detail <= 0) return;

        var detail = scratch[..count];
        detail.Clear();
        for (var f = 0; f < table.Features; f++)
            MaternKernel.AddSquaredDistances(table, f, features[f], DetailWeight, detail, count);
        MaternKernel.Evaluate(detail, detail, detailSlope, parameters.Detail);
        VectorKernels.Axpy(1, detail, target, count);
    }

    /// <summary>Appends the covariances of the table's rows that the factor lacks.</summary>
    private static bool Extend(CholeskyFactor factor, FeatureTable table, Hyperparameters parameters)
    {
        double[] row = new double[table.Count], scratch = new double[table.Count], features = new double[table.Features];
        for (var i = factor.Count; i < table.Count; i++)
        {
            table.CopyRow(i, features);
            Covariances(table, features, parameters, scratch, row.AsSpan(0, i), [], []);
            row[i] = parameters.Amplitude + parameters.Detail + parameters.Noise;
            if (!factor.TryAppend(row.AsSpan(0, i + 1))) return false;
        }

        return true;
    }
}
