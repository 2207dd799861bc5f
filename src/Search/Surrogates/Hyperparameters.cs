namespace Orchestrator.Search.Surrogates;

/// <summary>What shapes a Gaussian process.</summary>
/// <param name="Weights">For each feature 1 / length-scale^2: how fast the function varies along it.</param>
/// <param name="Amplitude">Variance of the function.</param>
/// <param name="Noise">Variance of an observation about the function.</param>
public sealed record Hyperparameters(double[] Weights, double Amplitude, double Noise)
{
    /// <summary>Where the first fit starts.</summary>
    public static Hyperparameters Default(int features) => new([.. Enumerable.Repeat(1.0, features)], 1, 1e-3);

    /// <summary>The logarithms, in the order of the members.</summary>
    public double[] ToLogarithms() => [.. Weights.Append(Amplitude).Append(Noise).Select(value => Math.Log(value))];

    /// <summary>The inverse of <see cref="ToLogarithms"/>.</summary>
    public static Hyperparameters FromLogarithms(ReadOnlySpan<double> logarithms)
    {
        var weights = new double[logarithms.Length - 2];
        for (var i = 0; i < weights.Length; i++) weights[i] = Math.Exp(logarithms[i]);
        return new(weights, Math.Exp(logarithms[^2]), Math.Exp(logarithms[^1]));
    }
}
