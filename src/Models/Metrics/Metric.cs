using Orchestrator.Contracts.Definitions;

namespace Orchestrator.Models.Metrics;

/// <summary>A figure of merit of predictions over a whole set, never a mean over batches.</summary>
/// <param name="name">What a sweep file calls it, such as <c>accuracy</c>.</param>
/// <param name="direction">Which way is better.</param>
/// <param name="summary">One line for <c>--help</c>.</param>
public abstract class Metric(string name, Direction direction, string summary)
{
    /// <summary>What a sweep file calls it.</summary>
    public string Name { get; } = name;

    /// <summary>Which way is better.</summary>
    public Direction Direction { get; } = direction;

    /// <summary>One line for <c>--help</c>.</summary>
    public string Summary { get; } = summary;

    /// <summary>The least and the largest value that it can have; infinite = any. From 0 to 1 unless a metric says otherwise.</summary>
    public virtual (double Least, double Most) Bounds => (0, 1);

    /// <summary>The figure; NaN where it is undefined, as the AUC of a set of one class is.</summary>
    /// <exception cref="InvalidCastException">The metric is not for predictions of that kind.</exception>
    public abstract double Of(Predictions predictions);

    /// <summary>The figure of each class or target by itself, NaN where it is undefined; empty where it does not come apart.</summary>
    /// <exception cref="InvalidCastException">The metric is not for predictions of that kind.</exception>
    public abstract IReadOnlyList<double> Each(Predictions predictions);

    /// <inheritdoc />
    public override string ToString() => Name;
}
