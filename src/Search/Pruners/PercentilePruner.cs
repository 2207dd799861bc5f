using System.Globalization;

namespace Orchestrator.Search.Pruners;

/// <summary>
/// Stops a trial whose best loss so far is worse than what a share of the completed trials had at the same epoch of the same fold; with
/// 50 percent the median rule.
/// </summary>
/// <remarks>
/// Golovin et al., "Google Vizier", KDD 2017, section 3.2.2. Percentiles are interpolated linearly. A rival whose fold stopped early counts
/// with its best loss from then on: else the slow ones would be judged among themselves.
/// </remarks>
public sealed class PercentilePruner : Pruner
{
    private readonly double percentile;
    private readonly int startUpTrials;
    private readonly int warmUpEpochs;

    /// <param name="percentile">Share of trials that may go on, 0 .. 100.</param>
    /// <param name="startUpTrials">Completed rivals that are waited for, at least 1.</param>
    /// <param name="warmUpEpochs">Epochs that are never judged, at least 0.</param>
    public PercentilePruner(double percentile, int startUpTrials, int warmUpEpochs)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(percentile);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(percentile, 100);
        ArgumentOutOfRangeException.ThrowIfLessThan(startUpTrials, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(warmUpEpochs);
        (this.percentile, this.startUpTrials, this.warmUpEpochs) = (percentile, startUpTrials, warmUpEpochs);
    }

    /// <inheritdoc />
    protected override Verdict JudgeFinite(PruningRequest request)
    {
        var epoch = request.Current.Epochs;
        var completed = request.Rivals.Where(rival => rival.Completed).ToList();
        if (completed.Count < startUpTrials || epoch <= warmUpEpochs)
        {
            return Verdict.Continue;
        }

        var losses = completed.Select(rival => rival.At(epoch)).OfType<double>().Where(double.IsFinite).Order().ToList();
        if (losses.Count < startUpTrials)
        {
            return Verdict.Continue;
        }

        var (best, limit, words) = (request.Current.BestUpTo(epoch), At(losses), request.Words);
        return best > limit
            ? Verdict.Prune(
                $"best {words.Metric} {words.Of(best)} by epoch {epoch} is {words.Beyond} {words.Of(limit)}, percentile "
                    + string.Create(CultureInfo.InvariantCulture, $"{percentile} of {losses.Count} completed trials ")
                    + $"on fold {request.Current.Fold}")
            : Verdict.Continue;
    }

    private double At(List<double> sorted)
    {
        var position = percentile / 100 * (sorted.Count - 1);
        var below = (int)position;
        var above = Math.Min(below + 1, sorted.Count - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }
}
