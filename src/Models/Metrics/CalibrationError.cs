using Orchestrator.Contracts.Sweeps;

namespace Orchestrator.Models.Metrics;

/// <summary>
/// Expected calibration error, <c>sum_b (n_b / n) |accuracy_b - confidence_b|</c> over ten equal bins of the most probable class's probability: 0 where a network that
/// is 80 % sure is right in 80 % of such rows (Naeini et al. 2015; Guo et al. 2017, equation 3).
/// </summary>
public sealed class CalibrationError() : ClassMetric("ece", Direction.Minimize, "expected calibration error: how far sureness and share of right answers differ")
{
    private const int Bins = 10;

    /// <inheritdoc />
    public override double Of(ClassPredictions predictions)
    {
        Span<double> excess = stackalloc double[Bins]; // sum of confidence - right of each bin
        excess.Clear();
        for (var row = 0; row < predictions.Rows; row++)
        {
            var predicted = predictions.Predicted(row);
            var confidence = Math.Exp(predictions.LogProbability(row, predicted));
            if (double.IsNaN(confidence)) return double.NaN;
            excess[Math.Min(Bins - 1, (int)(confidence * Bins))] += confidence - (predicted == predictions.Classes[row] ? 1 : 0);
        }

        var sum = 0.0;
        foreach (var bin in excess) sum += Math.Abs(bin);
        return sum / predictions.Rows;
    }
}
