using Orchestrator.Contracts.Definitions;

namespace Orchestrator.Models.Metrics;

/// <summary>
/// Harmonic mean of precision and recall, <c>F1 = 2 TP / (2 TP + FP + FN)</c>: of class 1 when there are two classes, otherwise the
/// unweighted mean over classes (macro). A class that is neither there nor predicted is left out.
/// </summary>
public sealed class F1()
    : ClassMetric("f1", Direction.Maximize, "harmonic mean of precision and recall; of several classes the unweighted mean")
{
    /// <inheritdoc />
    public override double Of(ClassPredictions predictions)
    {
        var scores = Each(predictions);
        return predictions.ClassCount == 2 ? scores[1] : scores.Where(score => !double.IsNaN(score)).Average();
    }

    /// <inheritdoc />
    public override IReadOnlyList<double> Each(ClassPredictions predictions)
    {
        var hits = new int[predictions.ClassCount];
        var misses = new int[predictions.ClassCount]; // FP + FN
        for (var row = 0; row < predictions.Rows; row++)
        {
            var (predicted, actual) = (predictions.Predicted(row), predictions.Classes[row]);
            if (predicted == actual)
            {
                hits[actual]++;
                continue;
            }

            misses[predicted]++;
            misses[actual]++;
        }

        return [.. hits.Zip(misses, (right, wrong) => 2.0 * right / (2 * right + wrong))];
    }
}
