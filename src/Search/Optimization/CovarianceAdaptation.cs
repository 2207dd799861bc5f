using MathNet.Numerics.LinearAlgebra;
using Orchestrator.Contracts.Randomness;

namespace Orchestrator.Search.Optimization;

/// <summary>The state of CMA-ES: a normal distribution that learns the scale and the correlations of good steps.</summary>
/// <remarks>Hansen, "The CMA evolution strategy: a tutorial", arXiv 1604.00772; equation numbers are its.</remarks>
internal sealed class CovarianceAdaptation
{
    private readonly double[] weights; // of the ranked points, best first; the negative ones last
    private readonly double selection; // mu_eff
    private readonly double pathRate, stepPathRate, rankOne, rankMu, stepDamping, expectedLength;

    private Matrix<double> covariance;
    private Matrix<double> axes; // eigenvectors, a column each
    private Vector<double> lengths; // square roots of the eigenvalues
    private Vector<double> path, stepPath;
    private int generation;

    /// <summary>A round distribution.</summary>
    /// <param name="mean">Its centre; d coordinates, at least 1.</param>
    /// <param name="step">Its standard deviation along every axis.</param>
    /// <param name="population">Points a generation, at least 4.</param>
    public CovarianceAdaptation(double[] mean, double step, int population)
    {
        var d = mean.Length;
        (Mean, Step, Population) = (Vector<double>.Build.DenseOfArray(mean), step, population);
        var raw = Enumerable.Range(1, population).Select(i => Math.Log((population + 1) / 2.0) - Math.Log(i)).ToArray(); // 49
        var parents = population / 2;
        selection = raw[..parents].Sum() * raw[..parents].Sum() / raw[..parents].Sum(w => w * w);
        var opposite = raw[parents..].Sum() * raw[parents..].Sum() / raw[parents..].Sum(w => w * w);

        pathRate = (4 + selection / d) / (d + 4 + 2 * selection / d); // 56
        stepPathRate = (selection + 2) / (d + selection + 5); // 55
        stepDamping = 1 + 2 * Math.Max(0, Math.Sqrt((selection - 1) / (d + 1)) - 1) + stepPathRate; // 55
        rankOne = 2 / ((d + 1.3) * (d + 1.3) + selection); // 57
        rankMu = Math.Min(1 - rankOne, 2 * (0.25 + selection + 1 / selection - 2) / ((d + 2.0) * (d + 2) + selection)); // 58
        expectedLength = Math.Sqrt(d) * (1 - 1.0 / (4 * d) + 1.0 / (21.0 * d * d));

        double positive = raw.Where(w => w > 0).Sum(), negative = -raw.Where(w => w < 0).Sum();
        // 50 - 53
        var most = Math.Min(1 + rankOne / rankMu, Math.Min(1 + 2 * opposite / (selection + 2), (1 - rankOne - rankMu) / (d * rankMu)));
        weights = [.. raw.Select(w => w >= 0 ? w / positive : w * most / negative)];

        covariance = Matrix<double>.Build.DenseIdentity(d);
        axes = Matrix<double>.Build.DenseIdentity(d);
        lengths = Vector<double>.Build.Dense(d, 1);
        path = Vector<double>.Build.Dense(d);
        stepPath = Vector<double>.Build.Dense(d);
    }

    /// <summary>Points a generation.</summary>
    public int Population { get; }

    /// <summary>The centre.</summary>
    public Vector<double> Mean { get; private set; }

    /// <summary>The overall step size, sigma.</summary>
    public double Step { get; private set; }

    /// <summary>The longest standard deviation along any direction.</summary>
    public double Reach => Step * lengths.Maximum();

    /// <summary>The standard deviation along coordinate <paramref name="i"/>.</summary>
    public double Deviation(int i) => Step * Math.Sqrt(covariance[i, i]);

    /// <summary>A deviation from the mean, drawn from the distribution.</summary>
    public Vector<double> Draw(RandomStream random) =>
        Step * (axes * Vector<double>.Build.Dense(lengths.Count, i => lengths[i] * random.NextNormal()));

    /// <summary>Learns from a generation.</summary>
    /// <param name="ranked"><see cref="Population"/> points, best first; they need not have been drawn from this distribution.</param>
    public void Learn(IReadOnlyList<double[]> ranked)
    {
        generation++;
        var d = Mean.Count;
        var steps = ranked.Select(point => (Vector<double>.Build.DenseOfArray(point) - Mean) / Step).ToArray();
        var whitened = steps.Select(Whiten).ToArray();
        var mean = Vector<double>.Build.Dense(d);
        for (var i = 0; i < steps.Length && weights[i] > 0; i++)
        {
            mean += weights[i] * steps[i];
        }

        Mean += Step * mean; // 42, learning rate 1

        stepPath = (1 - stepPathRate) * stepPath + Math.Sqrt(stepPathRate * (2 - stepPathRate) * selection) * (axes * Whiten(mean)); // 43
        var relative = stepPath.L2Norm() / expectedLength;
        Step *= Math.Exp(Math.Min(1, stepPathRate / stepDamping * (relative - 1))); // 44
        var moving = relative / Math.Sqrt(1 - Math.Pow(1 - stepPathRate, 2 * generation)) < 1.4 + 2 / (d + 1.0) ? 1 : 0;
        path = (1 - pathRate) * path + moving * Math.Sqrt(pathRate * (2 - pathRate) * selection) * mean; // 45

        var learnt = (1 + (1 - moving) * rankOne * pathRate * (2 - pathRate) - rankOne - rankMu * weights.Sum()) * covariance
            + rankOne * path.OuterProduct(path); // 47
        for (var i = 0; i < steps.Length; i++)
        {
            var length = whitened[i].L2Norm();
            var weight = weights[i] >= 0 ? weights[i] : weights[i] * d / Math.Max(1e-12, length * length); // 46
            learnt += rankMu * weight * steps[i].OuterProduct(steps[i]);
        }

        Decompose(learnt);
    }

    /// <summary>Coordinates along the axes, in units of their lengths.</summary>
    private Vector<double> Whiten(Vector<double> step) => (axes.Transpose() * step).PointwiseDivide(lengths);

    private void Decompose(Matrix<double> learnt)
    {
        covariance = 0.5 * (learnt + learnt.Transpose());
        var evd = covariance.Evd(Symmetricity.Symmetric);
        axes = evd.EigenVectors;
        lengths = evd.EigenValues.Map(value => Math.Sqrt(Math.Max(1e-20, value.Real)));
    }
}
