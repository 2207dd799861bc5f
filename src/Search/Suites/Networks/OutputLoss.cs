namespace Orchestrator.Search.Suites.Networks;

/// <summary>The loss of an output where a target was wanted.</summary>
/// <param name="Value">Of output and target.</param>
/// <param name="Slope">Its derivative by the output.</param>
/// <param name="Constant">The output with the least loss on targets of that mean, if it must be the same for every row.</param>
internal sealed record OutputLoss(Func<double, double, double> Value, Func<double, double, double> Slope, Func<double, double> Constant)
{
    /// <summary>Half the squared error.</summary>
    public static OutputLoss Squares { get; } = new(
        (output, target) => 0.5 * (output - target) * (output - target),
        (output, target) => output - target,
        mean => mean);

    /// <summary>The cross-entropy of a logit, where targets are 0 or 1; it is finite however large the logit is.</summary>
    public static OutputLoss Logits { get; } = new(
        (output, target) => Math.Max(0, output) + Math.Log(1 + Math.Exp(-Math.Abs(output))) - target * output,
        (output, target) => Logistic(output) - target,
        mean => Math.Log(mean / (1 - mean)));

    /// <summary>The logistic function.</summary>
    public static double Logistic(double value) => 1 / (1 + Math.Exp(-value));
}
