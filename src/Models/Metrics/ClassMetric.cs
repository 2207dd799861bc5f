using Orchestrator.Contracts.Definitions;

namespace Orchestrator.Models.Metrics;

/// <summary>A metric of <see cref="ClassPredictions"/>.</summary>
public abstract class ClassMetric(string name, Direction direction, string summary) : Metric(name, direction, summary)
{
    /// <inheritdoc />
    public sealed override double Of(Predictions predictions) => Of((ClassPredictions)predictions);

    /// <inheritdoc />
    public sealed override IReadOnlyList<double> Each(Predictions predictions) => Each((ClassPredictions)predictions);

    /// <inheritdoc cref="Metric.Of" />
    public abstract double Of(ClassPredictions predictions);

    /// <inheritdoc cref="Metric.Each" />
    public virtual IReadOnlyList<double> Each(ClassPredictions predictions) => [];
}
