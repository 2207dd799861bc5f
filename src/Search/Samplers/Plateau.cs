using Orchestrator.Search.Surrogates;

namespace Orchestrator.Search.Samplers;

/// <summary>Trials that are equally good, as where a network learns nothing and says the same of every row: they do not tell where better
/// ones are, and a model of them is at its most uncertain at the ends of the ranges, where these rarely are.</summary>
internal static class Plateau
{
    /// <summary>Fewer may be equal by chance.</summary>
    private const int Fewest = 4;

    /// <summary>Fewer tell nothing of the space.</summary>
    private const int FewestEven = 3;

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

    /// <summary>Whether a third of the trials of an even spread are as good as the best of all, but for what noise may have given that
    /// one: then much of the space is, and nothing has been found yet.</summary>
    /// <remarks>The best of n normal values is expected to lie up to <c>sqrt(2 ln n)</c> deviations below their mean; one more is for the
    /// noise of the trial that is compared with it.</remarks>
    /// <param name="observed">All trials.</param>
    /// <param name="isSpread">Whether one is of the even spread, which no result has chosen; asked only where folds show noise.</param>
    public static bool IsUnbeaten(IReadOnlyList<Observation> observed, Func<Observation, bool> isSpread)
    {
        Observation[] succeeded = [.. observed.Where(o => double.IsFinite(o.Loss))];
        if (succeeded.Length < FewestEven || succeeded.Average(o => o.Variance) is not (> 0 and var variance))
        {
            return false;
        }

        var luck = Math.Sqrt(variance) * (1 + Math.Sqrt(2 * Math.Log(succeeded.Length)));
        var best = succeeded.Min(o => o.Loss);
        Observation[] even = [.. succeeded.Where(isSpread)];
        return even.Length >= FewestEven && 3 * even.Count(o => o.Loss <= best + luck) >= even.Length;
    }
}
