using Orchestrator.Search.LinearAlgebra;
using Orchestrator.Search.Optimization;

namespace Orchestrator.Search.Surrogates;

/// <summary>
/// Minus the log of (marginal likelihood times prior) as a function of the logarithms of the hyper-parameters, with its gradient.
/// </summary>
/// <remarks>
/// Rasmussen and Williams, equations 2.30 and 5.9, with K = k(X, X) + trend t(X, X) + noise I, alpha = K^-1 (y - m), y what outcomes are
/// above the <see cref="PriorBowl"/> and m the most probable <see cref="PriorMean"/>: <c>1/2 (y - m).alpha + 1/2 log det K</c>; slope in t:
/// <c>1/2 tr((K^-1 - alpha alpha^T) dK/dt)</c>, in which the slope of m plays no part, because it is at its optimum.
/// </remarks>
public sealed class MarginalLikelihood
{
    private const int MaxIterations = 24;
    private const double Tolerance = 1e-3;

    private readonly FeatureTable table;
    private readonly double[] outcomes; // above the bowl
    private readonly double bowl;
    private readonly double[]? noise;
    private readonly double[][] squaredDifferences;
    private readonly double[] squared, covariances, slopes, trend, trendVariances, inverse, scratch, alpha, row;

    /// <summary>The likelihood of outcomes (mean 0, variance 1) at the rows of a table.</summary>
    /// <param name="table">Features, a row an observation.</param>
    /// <param name="outcomes">One a row.</param>
    /// <param name="noise">Of each row the variance of its noise as a multiple of the hyper-parameters'; null = that of all.</param>
    /// <param name="bowl">As of <see cref="Hyperparameters.Bowl"/>.</param>
    public MarginalLikelihood(FeatureTable table, double[] outcomes, double[]? noise = null, double bowl = 0)
    {
        this.table = table;
        this.noise = noise;
        this.outcomes = PriorBowl.Residuals(table, outcomes, bowl);
        this.bowl = bowl;
        var n = table.Count;
        var pairs = n * (n - 1) / 2; // pair (i, j), j < i, stands at i (i - 1) / 2 + j
        squaredDifferences = new double[table.Features][];
        for (var f = 0; f < table.Features; f++)
        {
            squaredDifferences[f] = new double[pairs];
            for (var i = 1; i < n; i++)
            {
                MaternKernel.AddSquaredDistances(table, f, table[i, f], 1, squaredDifferences[f].AsSpan(i * (i - 1) / 2, i), i);
            }
        }

        squared = new double[pairs];
        covariances = new double[pairs];
        slopes = new double[pairs];
        trend = new double[pairs];
        trendVariances = new double[n];
        var features = new double[table.Features];
        for (var i = 0; i < n; i++)
        {
            table.CopyRow(i, features);
            TrendKernel.Add(table, features, 1, trend.AsSpan(i * (i - 1) / 2, i));
            trendVariances[i] = TrendKernel.Variance(table, features, 1);
        }

        inverse = new double[n * n];
        scratch = new double[n * n];
        alpha = new double[n];
        row = new double[n];
    }

    /// <summary>The most probable hyper-parameters that a descent from <paramref name="start"/> finds.</summary>
    public Hyperparameters Fit(Hyperparameters start)
    {
        double[] lower = HyperparameterPrior.Lower(table.Features), upper = HyperparameterPrior.Upper(table.Features);
        var logarithms = start.ToLogarithms();
        for (var i = 0; i < logarithms.Length; i++)
        {
            logarithms[i] = Math.Clamp(logarithms[i], lower[i], upper[i]);
        }

        LbfgsB.Minimize(Evaluate, logarithms, lower, upper, MaxIterations, Tolerance, firstStep: 1);
        return Hyperparameters.FromLogarithms(logarithms) with { Bowl = bowl };
    }

    /// <summary>Of each row the log density of its outcome given all the others.</summary>
    /// <remarks>Rasmussen and Williams, equations 5.10 to 5.12.</remarks>
    /// <param name="parameters">Of the process; where they leave the covariances singular, densities are NaN.</param>
    public double[] LeaveOneOut(Hyperparameters parameters)
    {
        var failed = double.IsNaN(Evaluate(parameters.ToLogarithms(), new double[parameters.Weights.Length + 3]));
        return [.. Enumerable.Range(0, table.Count).Select(i =>
        {
            var precision = inverse[i * (table.Count + 1)] + alpha[i] * alpha[i]; // of K^-1 again, see below
            return failed ? double.NaN : 0.5 * (Math.Log(precision / (2 * Math.PI)) - alpha[i] * alpha[i] / precision);
        })];
    }

    /// <summary>The value and its gradient; NaN where the covariance matrix is not numerically positive definite.</summary>
    /// <param name="logarithms">As of <see cref="Hyperparameters.ToLogarithms"/>.</param>
    /// <param name="gradient">The same length.</param>
    public double Evaluate(ReadOnlySpan<double> logarithms, Span<double> gradient)
    {
        var n = table.Count;
        var parameters = Hyperparameters.FromLogarithms(logarithms);
        squared.AsSpan().Clear();
        for (var f = 0; f < table.Features; f++)
        {
            VectorKernels.Axpy(parameters.Weights[f], squaredDifferences[f], squared, squared.Length);
        }

        MaternKernel.Evaluate(squared, covariances, slopes, parameters.Amplitude);

        var factor = new CholeskyFactor();
        for (var i = 0; i < n; i++)
        {
            covariances.AsSpan(i * (i - 1) / 2, i).CopyTo(row);
            VectorKernels.Axpy(parameters.Trend, trend.AsSpan(i * (i - 1) / 2, i), row, i);
            row[i] = parameters.Amplitude + parameters.Noise * (noise?[i] ?? 1) + parameters.Trend * trendVariances[i];
            if (!factor.TryAppend(row))
            {
                return double.NaN;
            }
        }

        var mean = PriorMean.MostProbable(factor, outcomes, alpha);
        var fit = -mean * VectorKernels.Sum(alpha) + VectorKernels.Dot(outcomes, alpha, n);
        factor.Invert(inverse, scratch);

        // From here on inverse = K^-1 - alpha alpha^T, the lower triangle; off-diagonal pairs count twice in the trace.
        double trace = 0, noiseTrace = 0, amplitudeSlope = 0, trendSlope = 0;
        for (var i = 0; i < n; i++)
        {
            var line = inverse.AsSpan(i * n, i + 1);
            VectorKernels.Axpy(-alpha[i], alpha, line, i + 1);
            trace += line[i];
            noiseTrace += line[i] * (noise?[i] ?? 1);
            amplitudeSlope += VectorKernels.Dot(line, covariances.AsSpan(i * (i - 1) / 2, i), i);
            trendSlope += VectorKernels.Dot(line, trend.AsSpan(i * (i - 1) / 2, i), i) + 0.5 * line[i] * trendVariances[i];
            var slope = slopes.AsSpan(i * (i - 1) / 2, i);
            for (var j = 0; j < i; j++)
            {
                slope[j] *= line[j];
            }
        }

        for (var f = 0; f < table.Features; f++)
        {
            gradient[f] = parameters.Weights[f] * VectorKernels.Dot(slopes, squaredDifferences[f], slopes.Length);
        }

        gradient[^3] = parameters.Trend * trendSlope;
        gradient[^2] = amplitudeSlope + 0.5 * trace * parameters.Amplitude;
        gradient[^1] = 0.5 * noiseTrace * parameters.Noise;
        return 0.5 * fit + 0.5 * factor.LogDeterminant + PriorMean.Penalty(mean) + HyperparameterPrior.Evaluate(parameters, gradient);
    }
}
