using Orchestrator.Contracts.Definitions;

namespace Orchestrator.Models.Metrics;

/// <summary>Share of labels that are predicted right, a label being predicted where its probability is above one half.</summary>
/// <param name="ofAll">
/// False: of the known labels. True: of all labels, a missing one counting as wrong, which is how the LRCN paper's code averages.
/// </param>
public sealed class LabelAccuracy(bool ofAll = false) : LabelMetric(
    ofAll ? "accuracy_of_all" : "accuracy",
    Direction.Maximize,
    ofAll ? "share of all labels that are predicted right, missing ones counting as wrong"
        : "share of known labels that are predicted right")
{
    /// <inheritdoc />
    public override double Of(LabelPredictions predictions)
    {
        int right = 0, known = 0;
        for (var column = 0; column < predictions.Columns; column++)
        {
            foreach (var (logit, label) in predictions.Column(column))
            {
                known++;
                if (logit > 0 == label)
                {
                    right++;
                }
            }
        }

        return (double)right / (ofAll ? predictions.Rows * predictions.Columns : known);
    }

    /// <inheritdoc />
    public override IReadOnlyList<double> Each(LabelPredictions predictions) => ofAll
        ? []
        : predictions.OverColumns((logits, labels) => (double)logits.Zip(labels)
            .Count(pair => pair.First > 0 == pair.Second) / labels.Length);
}
