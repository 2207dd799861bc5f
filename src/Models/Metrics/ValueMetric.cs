using Orchestrator.Contracts.Definitions;

namespace Orchestrator.Models.Metrics;

/// <summary>A metric of <see cref="ValuePredictions"/>.</summary>
public abstract class ValueMetric(string name, Direction direction, string summary) : Metric(name, direction, summary)
{
    /// <inheritdoc />
    public sealed override double Of(Predictions predictions) => Of((ValuePredictions)predictions);

    /// <inheritdoc />
    public sealed override IReadOnlyList<double> Each(Predictions predictions) => Each((ValuePredictions)predictions);

    /// <inheritdoc cref="Metric.Of" />
    public abstract double Of(ValuePredictions predictions);

    /// <inheritdoc cref="Metric.Each" />
    public virtual IReadOnlyList<double> Each(ValuePredictions predictions) => [];
}
