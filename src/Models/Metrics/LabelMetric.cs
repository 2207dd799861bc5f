using Orchestrator.Contracts.Definitions;

namespace Orchestrator.Models.Metrics;

/// <summary>A metric of <see cref="LabelPredictions"/>.</summary>
public abstract class LabelMetric(string name, Direction direction, string summary) : Metric(name, direction, summary)
{
    /// <inheritdoc />
    public sealed override double Of(Predictions predictions) => Of((LabelPredictions)predictions);

    /// <inheritdoc />
    public sealed override IReadOnlyList<double> Each(Predictions predictions) => Each((LabelPredictions)predictions);

    /// <inheritdoc cref="Metric.Of" />
    public abstract double Of(LabelPredictions predictions);

    /// <inheritdoc cref="Metric.Each" />
    public virtual IReadOnlyList<double> Each(LabelPredictions predictions) => [];
}
