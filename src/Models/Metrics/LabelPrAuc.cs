using Orchestrator.Contracts.Definitions;

namespace Orchestrator.Models.Metrics;

/// <summary>Area under the precision-recall curve of each label (see <see cref="PrAuc"/>), over its known rows: the mean over
/// labels.</summary>
public sealed class LabelPrAuc() : LabelMetric("pr_auc", Direction.Maximize, "area under the precision-recall curve, mean over labels")
{
    /// <inheritdoc />
    public override double Of(LabelPredictions predictions) => predictions.MeanOverColumns(PrAuc.Area);

    /// <inheritdoc />
    public override IReadOnlyList<double> Each(LabelPredictions predictions) => predictions.OverColumns(PrAuc.Area);
}
