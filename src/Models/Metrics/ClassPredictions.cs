using Orchestrator.Contracts.Definitions;

namespace Orchestrator.Models.Metrics;

/// <summary>
/// Log-probabilities of classes beside the true classes. Logarithms, because probabilities of confident networks round to 0 and 1,
/// which would make a finite loss infinite and tie scores that rank rows.
/// </summary>
public sealed class ClassPredictions : Predictions
{
    private readonly double[] logProbabilities;
    private readonly int[] classes;

    private ClassPredictions(double[] logProbabilities, int[] classes)
        : base(classes.Length)
    {
        (this.logProbabilities, this.classes) = (logProbabilities, classes);
        ClassCount = logProbabilities.Length / classes.Length;
    }

    /// <summary>Number of classes, at least 2.</summary>
    public int ClassCount { get; }

    /// <summary>The true class of each row, in 0 .. <see cref="ClassCount"/> - 1.</summary>
    public ReadOnlySpan<int> Classes => classes;

    /// <summary>Predictions from a network's outputs before any sigmoid or softmax.</summary>
    /// <param name="logits">(rows, classes), row-major; or (rows, 1): the log-odds of class 1 of two.</param>
    /// <param name="classes">The true class of each row.</param>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    public static ClassPredictions FromLogits(ReadOnlySpan<float> logits, int[] classes)
    {
        if (classes.Length == 0 || logits.Length % classes.Length != 0 || logits.Length == 0)
        {
            throw new ArgumentException($"{logits.Length} logits do not belong to {classes.Length} rows.", nameof(logits));
        }

        return new(logits.Length == classes.Length ? LogSigmoid(logits) : LogSoftmax(logits, logits.Length / classes.Length), classes);
    }

    /// <inheritdoc />
    public override int Width => ClassCount;

    /// <inheritdoc />
    public override ClassPredictions Select(ReadOnlySpan<int> rows) =>
        new(Rearranged(logProbabilities, ClassCount, rows), Rearranged(classes, 1, rows));

    /// <summary>log p(class | row).</summary>
    public double LogProbability(int row, int index) => logProbabilities[row * ClassCount + index];

    /// <summary>The most probable class of a row; the first of equals.</summary>
    public int Predicted(int row)
    {
        var best = 0;
        for (var index = 1; index < ClassCount; index++)
        {
            if (LogProbability(row, index) > LogProbability(row, best))
            {
                best = index;
            }
        }

        return best;
    }

    /// <summary>A figure of scores against positives: of class 1 of two, otherwise the mean of each class against the rest where it is
    /// defined.</summary>
    internal double OneVersusRest(Func<double[], bool[], double> figure)
    {
        if (ClassCount == 2)
        {
            return OneVersusRest(1, figure);
        }

        var figures = EachVersusRest(figure).Where(value => !double.IsNaN(value)).ToArray();
        return figures.Length == 0 ? double.NaN : figures.Average();
    }

    /// <summary>The figure of each class against the rest, NaN where it is undefined; of two classes none, one being the other's
    /// mirror.</summary>
    internal double[] EachVersusRest(Func<double[], bool[], double> figure) =>
        ClassCount == 2 ? [] : [.. Enumerable.Range(0, ClassCount).Select(index => OneVersusRest(index, figure))];

    private double OneVersusRest(int index, Func<double[], bool[], double> figure)
    {
        var scores = new double[Rows];
        for (var row = 0; row < Rows; row++)
        {
            // Of two classes the log-odds: a log-probability rounds to 0 for the surest rows, which would tie them.
            scores[row] = ClassCount == 2 ? LogProbability(row, index) - LogProbability(row, 1 - index) : LogProbability(row, index);
        }

        return figure(scores, Array.ConvertAll(classes, own => own == index));
    }

    private static double[] LogSigmoid(ReadOnlySpan<float> logits)
    {
        var result = new double[logits.Length * 2];
        for (var row = 0; row < logits.Length; row++)
        {
            result[row * 2] = -SoftPlus(logits[row]);
            result[row * 2 + 1] = -SoftPlus(-logits[row]);
        }

        return result;
    }

    private static double[] LogSoftmax(ReadOnlySpan<float> logits, int count)
    {
        var result = new double[logits.Length];
        for (var start = 0; start < logits.Length; start += count)
        {
            var row = logits.Slice(start, count);
            double top = row[0];
            foreach (var logit in row)
            {
                top = Math.Max(top, logit);
            }

            var sum = 0.0;
            foreach (var logit in row)
            {
                sum += Math.Exp(logit - top);
            }

            var logSum = top + Math.Log(sum);
            for (var index = 0; index < count; index++)
            {
                result[start + index] = row[index] - logSum;
            }
        }

        return result;
    }

    /// <summary>log(1 + e^x) without overflow.</summary>
    private static double SoftPlus(double x) => Math.Max(x, 0) + double.LogP1(Math.Exp(-Math.Abs(x)));
}

/// <summary>A metric of <see cref="ClassPredictions"/>.</summary>
public abstract class ClassMetric(string name, Direction direction, string summary) : Metric(name, direction, summary)
{
    /// <inheritdoc />
    public sealed override double Of(Predictions predictions) => Of((ClassPredictions)predictions);

    /// <inheritdoc />
    public sealed override IReadOnlyList<double> Each(Predictions predictions) => Each((ClassPredictions)predictions);

    /// <inheritdoc cref="Metric.Of" />
    public abstract double Of(ClassPredictions predictions);

    /// <inheritdoc cref="Metric.Each" />
    public virtual IReadOnlyList<double> Each(ClassPredictions predictions) => [];
}
