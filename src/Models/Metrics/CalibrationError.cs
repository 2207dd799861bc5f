using Orchestrator.Contracts.Definitions;

namespace Orchestrator.Models.Metrics;

/// <summary>
/// Expected calibration error, <c>sum_b (n_b / n) |accuracy_b - confidence_b|</c> over ten equal bins of the most probable class's
/// probability: 0 where a network that is 80 % sure is right in 80 % of such rows (Naeini et al. 2015; Guo et al. 2017, equation 3).
/// </summary>
public sealed class CalibrationError()
    : ClassMetric("ece", Direction.Minimize, "expected calibration error: how far sureness and share of right answers differ")
{
    private const int Bins = 10;

    /// <inheritdoc />
    public override double Of(ClassPredictions predictions) => Of(Enumerable.Range(0, predictions.Rows).Select(row =>
    {
        var predicted = predictions.Predicted(row);
        return (Math.Exp(predictions.LogProbability(row, predicted)), predicted == predictions.Classes[row]);
    }));

    /// <summary>The error of answers with their probabilities; NaN without any, or when one is NaN.</summary>
    internal static double Of(IEnumerable<(double Confidence, bool Right)> answers)
    {
        var excess = new double[Bins]; // sum of confidence - right of each bin
        var count = 0;
        foreach (var (confidence, right) in answers)
        {
            if (double.IsNaN(confidence))
            {
                return double.NaN;
            }

            excess[Math.Min(Bins - 1, (int)(confidence * Bins))] += confidence - (right ? 1 : 0);
            count++;
        }

        return excess.Sum(Math.Abs) / count;
    }
}
