namespace Orchestrator.Search.Surrogates;

/// <summary>What shapes a Gaussian process.</summary>
/// <param name="Weights">For each feature 1 / length-scale^2: how fast the function varies along it.</param>
/// <param name="Amplitude">Variance of the function.</param>
/// <param name="Noise">Variance of an observation about the function.</param>
/// <param name="Detail">Variance of what the function does over distances of <see cref="DetailLength"/>, which the length-scales do not
/// resolve.</param>
/// <param name="Trend">Weight of what each parameter does by itself, see <see cref="TrendKernel"/>; 0 = none.</param>
/// <param name="Bowl">Weight of the <see cref="PriorBowl"/>, which is not fitted; 0 = none.</param>
public sealed record Hyperparameters(double[] Weights, double Amplitude, double Noise, double Detail = 0, double Trend = 0, double Bowl = 0)
{
    /// <summary>Length-scale of <see cref="Detail"/> along every feature.</summary>
    public const double DetailLength = 0.08;

    /// <summary>
    /// The same, with the noise that repeated measurement does not explain taken for detail: it would be found again at the same place, so
    /// that measuring there once more teaches nothing, and a lucky place has lucky neighbours.
    /// </summary>
    /// <param name="measured">Variance of an observation, as measured from its folds; 0 = unknown, and believed to be small.</param>
    public Hyperparameters WithMeasuredNoise(double measured)
    {
        var noise = Math.Min(Noise, Math.Max(measured, HyperparameterPrior.LeastNoise));
        return this with { Noise = noise, Detail = Noise - noise };
    }

    /// <summary>Where the first fit starts.</summary>
    public static Hyperparameters Default(int features) => new([.. Enumerable.Repeat(1.0, features)], 1, 1e-3, Trend: 0.3);

    /// <summary>The logarithms of all but <see cref="Detail"/> and <see cref="Bowl"/>, in the order of the members.</summary>
    public double[] ToLogarithms() => [.. Weights.Append(Trend).Append(Amplitude).Append(Noise).Select(value => Math.Log(value))];

    /// <summary>The inverse of <see cref="ToLogarithms"/>.</summary>
    public static Hyperparameters FromLogarithms(ReadOnlySpan<double> logarithms)
    {
        var weights = new double[logarithms.Length - 3];
        for (var i = 0; i < weights.Length; i++)
        {
            weights[i] = Math.Exp(logarithms[i]);
        }

        return new(weights, Math.Exp(logarithms[^2]), Math.Exp(logarithms[^1]), Trend: Math.Exp(logarithms[^3]));
    }
}
