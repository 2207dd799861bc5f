using Orchestrator.Contracts.Definitions;

namespace Orchestrator.Models.Metrics;

/// <summary>Brier score of the known labels, <c>mean (p - y)^2</c>, in [0, 1]; see <see cref="Brier"/>.</summary>
public sealed class LabelBrier()
    : LabelMetric("brier", Direction.Minimize, "Brier score: mean squared error of the known labels' probabilities")
{
    /// <inheritdoc />
    public override (double Least, double Most) Bounds => (0, 2);

    /// <inheritdoc />
    public override double Of(LabelPredictions predictions) =>
        predictions.All().Select(pair => Squared(pair.Logit, pair.Label)).DefaultIfEmpty(double.NaN).Average();

    /// <inheritdoc />
    public override IReadOnlyList<double> Each(LabelPredictions predictions) =>
        predictions.OverColumns((logits, labels) => logits.Zip(labels, Squared).DefaultIfEmpty(double.NaN).Average());

    private static double Squared(double logit, bool label)
    {
        var wrong = 1 / (1 + Math.Exp(label ? logit : -logit)); // the probability of the other answer
        return wrong * wrong;
    }
}
