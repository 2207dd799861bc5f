using Orchestrator.Contracts.Definitions;

namespace Orchestrator.Models.Metrics;

/// <summary>
/// Binary cross-entropy of the known labels, in nats: the mean over rows of the row's <c>-(1/known) sum [y log s(z) + (1 - y) log(1 -
/// s(z))]</c>. Rows without a known label are left out, and class weights do not enter.
/// </summary>
public sealed class LabelCrossEntropy() : LabelMetric("loss", Direction.Minimize, "mean binary cross-entropy of the known labels, in nats")
{
    /// <inheritdoc />
    public override (double Least, double Most) Bounds => (0, double.PositiveInfinity);

    /// <inheritdoc />
    public override double Of(LabelPredictions predictions)
    {
        double sum = 0;
        var rows = 0;
        for (var row = 0; row < predictions.Rows; row++)
        {
            var losses = predictions.Row(row).Select(pair => SoftPlus(pair.Label ? -pair.Logit : pair.Logit)).ToArray();
            if (losses.Length == 0)
            {
                continue;
            }

            sum += losses.Average();
            rows++;
        }

        return sum / rows;
    }

    /// <summary>log(1 + e^x) without overflow.</summary>
    private static double SoftPlus(double x) => Math.Max(x, 0) + double.LogP1(Math.Exp(-Math.Abs(x)));
}
