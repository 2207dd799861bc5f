namespace Orchestrator.Search.Pruners;

/// <summary>Decides after every epoch whether a trial is worth going on with.</summary>
/// <remarks>A pruner is a function of its options and the request: it keeps no state, and the order of the other curves does not
/// matter.</remarks>
public interface IPruner
{
    /// <summary>The verdict on the current curve.</summary>
    Verdict Judge(PruningRequest request);
}

/// <summary>Whether a trial goes on.</summary>
/// <param name="Prunes">Whether it is stopped, with all its folds.</param>
/// <param name="Reason">For people, with the figures that decided; empty when it goes on.</param>
public sealed record Verdict(bool Prunes, string Reason)
{
    /// <summary>The trial goes on.</summary>
    public static Verdict Continue { get; } = new(false, "");

    /// <summary>The trial is stopped.</summary>
    public static Verdict Prune(string reason) => new(true, reason);
}

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
