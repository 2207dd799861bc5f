using Orchestrator.Contracts.Definitions;

namespace Orchestrator.Models.Metrics;

/// <summary>Expected calibration error of the known labels' answers, each as sure as its more probable side is; see
/// <see cref="CalibrationError"/>.</summary>
public sealed class LabelCalibrationError()
    : LabelMetric("ece", Direction.Minimize, "expected calibration error: how far sureness and share of right answers differ")
{
    /// <inheritdoc />
    public override double Of(LabelPredictions predictions) =>
        CalibrationError.Of(predictions.All().Select(pair => (1 / (1 + Math.Exp(-Math.Abs(pair.Logit))), pair.Logit > 0 == pair.Label)));
}
