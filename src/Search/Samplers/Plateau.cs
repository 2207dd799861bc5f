using Orchestrator.Search.Surrogates;

namespace Orchestrator.Search.Samplers;

/// <summary>Trials that are equally good, as where a network learns nothing and says the same of every row: they do not tell where better
/// ones are, and a model of them is at its most uncertain at the ends of the ranges, where these rarely are.</summary>
internal static class Plateau
{
    /// <summary>Fewer may be equal by chance.</summary>
    private const int Fewest = 4;

    /// <summary>Of the trials that succeeded, the share that are as good as the best one; 0 where these are few.</summary>
    public static double Share(IReadOnlyList<Observation> observed)
    {
        var best = double.PositiveInfinity;
        foreach (var o in observed)
        {
            best = double.IsFinite(o.Loss) ? Math.Min(best, o.Loss) : best;
        }

        var (equal, finite) = (0, 0);
        foreach (var o in observed)
        {
            finite += double.IsFinite(o.Loss) ? 1 : 0;
            equal += o.Loss <= best + OutcomeTransform.Rounding * Math.Abs(best) ? 1 : 0;
        }

        return equal < Fewest ? 0 : (double)equal / finite;
    }

    /// <summary>Whether the losses of the trials that succeeded spread no more than their noise alone would let them.</summary>
    /// <remarks>The sample variance of n normal values deviates by <c>sqrt(2 / (n - 1))</c> of the variance; one deviation is
    /// allowed.</remarks>
    public static bool IsNoise(IReadOnlyList<Observation> observed)
    {
        double[] losses = [.. observed.Select(o => o.Loss).Where(double.IsFinite)],
            noise = [.. observed.Where(o => double.IsFinite(o.Loss) && o.Variance > 0).Select(o => o.Variance)];
        if (losses.Length < Fewest || noise.Length == 0)
        {
            return false;
        }

        var mean = losses.Average();
        var spread = losses.Sum(loss => (loss - mean) * (loss - mean)) / (losses.Length - 1);
        return spread <= noise.Average() * (1 + Math.Sqrt(2.0 / (losses.Length - 1)));
    }
}
