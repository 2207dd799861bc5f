namespace Orchestrator.Search.Surrogates;

/// <summary>
/// Weak beliefs about hyper-parameters, which hold those that the data do not determine: minus the log density, up to a constant.
/// </summary>
/// <remarks>The shapes of Optuna 4's <c>_gp/prior.py</c>: weights kept off 0 and infinity, gamma densities of amplitude, trend and
/// noise.</remarks>
public static class HyperparameterPrior
{
    /// <summary>Least noise variance, of outcomes of variance 1.</summary>
    public const double LeastNoise = 1e-8;

    private const double WeightPull = 0.1;
    private const double LeastTrend = 1e-6;
    private const double TrendShape = 0.1;
    private const double TrendRate = 1;
    private const double NoiseShape = 0.1;
    private const double NoiseRate = 30;

    /// <summary>Lower bounds of the logarithms.</summary>
    public static double[] Lower(int features) =>
        [.. Enumerable.Repeat(Math.Log(1e-4), features), Math.Log(LeastTrend), Math.Log(1e-2), Math.Log(LeastNoise)];

    /// <summary>Upper bounds of the logarithms.</summary>
    public static double[] Upper(int features) =>
        [.. Enumerable.Repeat(Math.Log(1e4), features), Math.Log(1e2), Math.Log(1e2), Math.Log(1.0)];

    /// <summary>Adds the slopes with respect to the logarithms to <paramref name="gradient"/>; returns the value.</summary>
    public static double Evaluate(Hyperparameters parameters, Span<double> gradient)
    {
        var value = 0.0;
        for (var j = 0; j < parameters.Weights.Length; j++)
        {
            var weight = parameters.Weights[j];
            value += WeightPull * (weight + 1 / weight);
            gradient[j] += WeightPull * (weight - 1 / weight);
        }

        value += parameters.Amplitude - Math.Log(parameters.Amplitude);
        gradient[^2] += parameters.Amplitude - 1;
        value += TrendRate * parameters.Trend - TrendShape * Math.Log(parameters.Trend);
        gradient[^3] += TrendRate * parameters.Trend - TrendShape;
        value += NoiseRate * parameters.Noise - NoiseShape * Math.Log(parameters.Noise);
        gradient[^1] += NoiseRate * parameters.Noise - NoiseShape;
        return value;
    }
}
