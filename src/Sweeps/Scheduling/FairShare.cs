namespace Orchestrator.Sweeps.Scheduling;

/// <summary>Chooses which sweep is served next.</summary>
/// <remarks>
/// Priorities are strict. Among equals, a sweep's share is slots x weight / weights of all that are active, rounded up. Whoever has not
/// reached it comes first; among those, whoever was served least for its weight (stride scheduling: Waldspurger and Weihl, MIT/LCS/TM-528,
/// 1995), so that weights are kept even where there are fewer slots than sweeps. When all have reached theirs, a slot that is left goes to
/// whoever holds least for its weight: no slot stays free that somebody could use.
/// </remarks>
internal static class FairShare
{
    /// <summary>The sweep; null = nobody wants anything, or everybody who does is stuck in this round.</summary>
    public static PlacedSweep? Choose(IReadOnlyCollection<PlacedSweep> sweeps, int slots, long round, OperationCounter effort)
    {
        int? priority = null;
        var weights = 0.0;
        foreach (var sweep in sweeps)
        {
            effort.Step();
            if (!sweep.Wants || sweep.StuckIn == round || sweep.Priority <= priority)
            {
                continue;
            }

            priority = sweep.Priority;
        }
        if (priority is null)
        {
            return null;
        }

        foreach (var sweep in sweeps)
        {
            if (sweep.IsActive && sweep.Priority == priority)
            {
                weights += sweep.Weight;
            }
        }
        PlacedSweep? best = null;
        foreach (var sweep in sweeps)
        {
            if (sweep.Priority != priority || !sweep.Wants || sweep.StuckIn == round)
            {
                continue;
            }

            if (best is null || IsBefore(sweep, best, slots / weights))
            {
                best = sweep;
            }
        }
        return best;
    }

    private static bool IsBefore(PlacedSweep a, PlacedSweep b, double slotsPerWeight)
    {
        var (aBelow, bBelow) = (IsBelowShare(a, slotsPerWeight), IsBelowShare(b, slotsPerWeight));
        if (aBelow != bBelow)
        {
            return aBelow;
        }

        if (!aBelow && a.Held / a.Weight != b.Held / b.Weight)
        {
            return a.Held / a.Weight < b.Held / b.Weight;
        }

        return a.Served != b.Served ? a.Served < b.Served : a.Arrival < b.Arrival;
    }

    // A share that is a whole number but for rounding is that number.
    private static bool IsBelowShare(PlacedSweep sweep, double slotsPerWeight) =>
        sweep.Held + 1 <= Math.Max(1, Math.Ceiling(slotsPerWeight * sweep.Weight - 1e-9));
}
