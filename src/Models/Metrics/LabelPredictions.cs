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
        if (logits.Length != labels.Length) throw new ArgumentException($"{logits.Length} logits for {labels.Length} labels.", nameof(logits));
        if (known is not null && known.Length != labels.Length) throw new ArgumentException("The mask is as long as the labels.", nameof(known));
        (this.logits, this.labels, this.known, Columns) = (logits, labels, known, columns);
    }

    /// <summary>Number of labels of a row.</summary>
    public int Columns { get; }

    /// <summary>The known labels of one row with their log-odds.</summary>
    public IEnumerable<(double Logit, bool Label)> Row(int row) => Known(row * Columns, 1, Columns);

    /// <summary>The known labels of one column with their log-odds.</summary>
    public IEnumerable<(double Logit, bool Label)> Column(int column) => Known(column, Columns, Rows);

    /// <summary>The mean over columns of a figure, without the columns where it is undefined; NaN when it is undefined in all.</summary>
    internal double MeanOverColumns(Func<double[], bool[], double> figure)
    {
        var values = new List<double>();
        for (var column = 0; column < Columns; column++)
        {
            var pairs = Column(column).ToArray();
            var value = figure(Array.ConvertAll(pairs, pair => pair.Logit), Array.ConvertAll(pairs, pair => pair.Label));
            if (!double.IsNaN(value)) values.Add(value);
        }

        return values.Count == 0 ? double.NaN : values.Average();
    }

    private IEnumerable<(double Logit, bool Label)> Known(int start, int stride, int count)
    {
        for (int i = 0, at = start; i < count; i++, at += stride)
        {
            if (known is null || known[at]) yield return (logits[at], labels[at] != 0);
        }
    }
}
