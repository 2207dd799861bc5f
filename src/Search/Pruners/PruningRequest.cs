namespace Orchestrator.Search.Pruners;

/// <summary>All that a pruner may look at.</summary>
/// <param name="Current">The fold in question; its last epoch has just been measured.</param>
/// <param name="Others">All other curves, those of the same trial's other folds included, in any order.</param>
public sealed record PruningRequest(FoldCurve Current, IReadOnlyList<FoldCurve> Others)
{
    /// <summary>How reasons tell a loss; in losses unless the sweep's metric is known.</summary>
    public ScoreWords Words { get; init; } = ScoreWords.OfLoss;

    /// <summary>Other trials' curves on the same fold.</summary>
    public IEnumerable<FoldCurve> Rivals => Others.Where(other => other.Fold == Current.Fold && other.Trial != Current.Trial);
}
