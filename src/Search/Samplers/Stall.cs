namespace Orchestrator.Search.Samplers;

/// <summary>Whether a search has come to gain next to nothing.</summary>
internal static class Stall
{
    private const int Fewest = 10;
    private const int PerParameter = 2;

    /// <summary>Of the median loss's distance from the best: what counts as a gain.</summary>
    private const double LeastGain = 0.01;

    /// <summary>Whether the last results improved the best loss by less than <see cref="LeastGain"/>: so many that a search in so many
    /// dimensions should have gained, and those that were asked for before their predecessors were known.</summary>
    /// <param name="losses">Of all trials in order; NaN = failed.</param>
    /// <param name="parameters">Their number.</param>
    /// <param name="pending">Trials in flight.</param>
    public static bool Lasts(IReadOnlyList<double> losses, int parameters, int pending)
    {
        double[] before = [.. losses.SkipLast(Fewest + PerParameter * parameters + pending).Where(double.IsFinite)];
        if (before.Length == 0)
        {
            return false;
        }

        double[] ascending = [.. losses.Where(double.IsFinite).Order()];
        return before.Min() - ascending[0] <= LeastGain * (ascending[ascending.Length / 2] - ascending[0]);
    }
}
