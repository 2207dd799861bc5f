using Orchestrator.Contracts.Definitions;

namespace Orchestrator.Models.Metrics;

/// <summary>Area under the ROC curve of each label (see <see cref="RocAuc"/>), over its known rows: the mean over labels.</summary>
public sealed class LabelRocAuc() : LabelMetric("auc", Direction.Maximize, "area under the ROC curve, mean over labels")
{
    /// <inheritdoc />
    public override double Of(LabelPredictions predictions) => predictions.MeanOverColumns(RocAuc.Area);

    /// <inheritdoc />
    public override IReadOnlyList<double> Each(LabelPredictions predictions) => predictions.OverColumns(RocAuc.Area);
}
