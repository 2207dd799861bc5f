using Orchestrator.Contracts.Trials;

namespace Orchestrator.Contracts.Definitions;

/// <summary>What a sweep optimises: the mean over folds of a validation metric.</summary>
/// <param name="Metric">A metric that the model reports, such as <c>accuracy</c>.</param>
/// <param name="Direction">Which way is better.</param>
public sealed record ObjectiveDefinition(string Metric, Direction Direction)
{
    /// <summary>Whether <paramref name="candidate"/> is strictly better than <paramref name="incumbent"/>.</summary>
    public bool IsBetter(double candidate, double incumbent) =>
        Direction == Direction.Minimize ? candidate < incumbent : candidate > incumbent;

    /// <summary>Its value in a fold's result; null when the fold does not report it.</summary>
    public double? In(FoldResult result) =>
        result.Metrics.TryGetValue($"validation/{Metric}", out var value) || result.Metrics.TryGetValue(Metric, out value) ? value : null;

    /// <summary>The score turned so that smaller is better.</summary>
    public double AsLoss(double score) => Direction == Direction.Minimize ? score : -score;
}

/// <summary>Which way a metric is better.</summary>
public enum Direction
{
    /// <summary>Smaller is better.</summary>
    Minimize,

    /// <summary>Larger is better.</summary>
    Maximize,
}
