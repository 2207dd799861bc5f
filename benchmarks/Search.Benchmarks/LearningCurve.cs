using Orchestrator.Contracts.SearchSpaces;

namespace Orchestrator.Search.Benchmarks;

/// <summary>Made-up learning curves over <see cref="NetworkFunctions.Six"/> that cross: a high learning rate is fast at first, not best at
/// last.</summary>
internal static class LearningCurve
{
    /// <summary>Epochs of a whole curve.</summary>
    public const int Epochs = 81;

    /// <summary>The true loss after an epoch, from 1.</summary>
    public static double True(Configuration c, int epoch)
    {
        var floor = NetworkFunctions.SixLoss(c);
        var speed = Math.Clamp((Math.Log10(c["lr"].Number) + 5) / 4, 0, 1);
        var rate = (0.35 + speed) * (1 - 0.6 * c["dropout"].Number) * (1 - 0.05 * (Math.Log2(c["units"].Number) - 4));
        return floor + (0.9 - floor) * Math.Pow(1.0 + epoch, -rate);
    }

    /// <summary>The measured loss after an epoch.</summary>
    public static double Observed(Configuration c, int epoch, int seed, int trial) =>
        True(c, epoch) + 0.004 * PortableRandom.Normal(91, seed, trial, epoch);
}
