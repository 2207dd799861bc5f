using Orchestrator.Contracts.Definitions;

namespace Orchestrator.Models.Metrics;

/// <summary>Log-odds of several labels a row, each of which may hold, beside the true labels; some may be missing.</summary>
public sealed class LabelPredictions : Predictions
{
    private readonly float[] logits;
    private readonly float[] labels;
    private readonly bool[]? known;

    /// <param name="logits">(rows, columns), row-major: network outputs before the sigmoid.</param>
    /// <param name="labels">(rows, columns), row-major: 0 or 1.</param>
    /// <param name="columns">Number of labels of a row, at least 1.</param>
    /// <param name="known">(rows, columns): which labels are there; null = all.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public LabelPredictions(float[] logits, float[] labels, int columns, bool[]? known = null)
        : base(labels.Length / columns)
    {
        if (logits.Length != labels.Length)
        {
            throw new ArgumentException($"{logits.Length} logits for {labels.Length} labels.", nameof(logits));
        }

        if (known is not null && known.Length != labels.Length)
        {
            throw new ArgumentException("The mask is as long as the labels.", nameof(known));
        }

        (this.logits, this.labels, this.known, Columns) = (logits, labels, known, columns);
    }

    /// <summary>Number of labels of a row.</summary>
    public int Columns { get; }

    /// <inheritdoc />
    public override int Width => Columns;

    /// <inheritdoc />
    public override LabelPredictions Select(ReadOnlySpan<int> rows) =>
        new(Rearranged(logits, Columns, rows), Rearranged(labels, Columns, rows), Columns, known is null
            ? null : Rearranged(known, Columns, rows));

    /// <summary>The known labels with their log-odds.</summary>
    public IEnumerable<(double Logit, bool Label)> All() => Known(0, 1, labels.Length);

    /// <summary>The known labels of one row with their log-odds.</summary>
    public IEnumerable<(double Logit, bool Label)> Row(int row) => Known(row * Columns, 1, Columns);

    /// <summary>The known labels of one column with their log-odds.</summary>
    public IEnumerable<(double Logit, bool Label)> Column(int column) => Known(column, Columns, Rows);

    /// <summary>The mean over columns of a figure, without the columns where it is undefined; NaN when it is undefined in all.</summary>
    internal double MeanOverColumns(Func<double[], bool[], double> figure)
    {
        var defined = OverColumns(figure).Where(value => !double.IsNaN(value)).ToArray();
        return defined.Length == 0 ? double.NaN : defined.Average();
    }

    /// <summary>The figure of each column; NaN where it is undefined.</summary>
    internal double[] OverColumns(Func<double[], bool[], double> figure) =>
    [
        .. Enumerable.Range(0, Columns).Select(column =>
        {
            var pairs = Column(column).ToArray();
            return figure(Array.ConvertAll(pairs, pair => pair.Logit), Array.ConvertAll(pairs, pair => pair.Label));
        }),
    ];

    private IEnumerable<(double Logit, bool Label)> Known(int start, int stride, int count)
    {
        for (int i = 0, at = start; i < count; i++, at += stride)
        {
            if (known is null || known[at])
            {
                yield return (logits[at], labels[at] != 0);
            }
        }
    }
}

/// <summary>A metric of <see cref="LabelPredictions"/>.</summary>
public abstract class LabelMetric(string name, Direction direction, string summary) : Metric(name, direction, summary)
{
    /// <inheritdoc />
    public sealed override double Of(Predictions predictions) => Of((LabelPredictions)predictions);

    /// <inheritdoc />
    public sealed override IReadOnlyList<double> Each(Predictions predictions) => Each((LabelPredictions)predictions);

    /// <inheritdoc cref="Metric.Of" />
    public abstract double Of(LabelPredictions predictions);

    /// <inheritdoc cref="Metric.Each" />
    public virtual IReadOnlyList<double> Each(LabelPredictions predictions) => [];
}
