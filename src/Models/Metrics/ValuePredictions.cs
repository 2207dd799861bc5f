using Orchestrator.Contracts.Definitions;

namespace Orchestrator.Models.Metrics;

/// <summary>Predicted numbers beside the true ones; of several columns, some values may be missing.</summary>
public sealed class ValuePredictions : Predictions
{
    private readonly float[] predicted;
    private readonly float[] actual;
    private readonly bool[]? known;

    /// <param name="predicted">(rows, columns), row-major.</param>
    /// <param name="actual">(rows, columns), row-major.</param>
    /// <param name="columns">Number of targets of a row, at least 1.</param>
    /// <param name="known">(rows, columns): which true values are there; null = all.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public ValuePredictions(float[] predicted, float[] actual, int columns = 1, bool[]? known = null)
        : base(actual.Length / columns)
    {
        if (predicted.Length != actual.Length)
        {
            throw new ArgumentException($"{predicted.Length} predictions of {actual.Length} values.", nameof(predicted));
        }

        if (known is not null && known.Length != actual.Length)
        {
            throw new ArgumentException("The mask is as long as the values.", nameof(known));
        }

        (this.predicted, this.actual, this.known, Columns) = (predicted, actual, known, columns);
    }

    /// <summary>Number of targets of a row.</summary>
    public int Columns { get; }

    /// <inheritdoc />
    public override int Width => Columns;

    /// <inheritdoc />
    public override ValuePredictions Select(ReadOnlySpan<int> rows) =>
        new(Rearranged(predicted, Columns, rows), Rearranged(actual, Columns, rows), Columns, known is null
            ? null : Rearranged(known, Columns, rows));

    /// <summary>The pairs (predicted, actual) of one column's known values, in the order of the rows.</summary>
    public IEnumerable<(double Predicted, double Actual)> Column(int column)
    {
        for (var at = column; at < actual.Length; at += Columns)
        {
            if (known is null || known[at])
            {
                yield return (predicted[at], actual[at]);
            }
        }
    }

    /// <summary>The pairs of all columns.</summary>
    public IEnumerable<(double Predicted, double Actual)> All() => Enumerable.Range(0, Columns).SelectMany(Column);

    /// <summary>The mean over columns of a figure, without the columns where it is undefined; NaN when it is undefined in all.</summary>
    internal double MeanOverColumns(Func<IEnumerable<(double Predicted, double Actual)>, double> figure)
    {
        var defined = OverColumns(figure).Where(value => !double.IsNaN(value)).ToArray();
        return defined.Length == 0 ? double.NaN : defined.Average();
    }

    /// <summary>The figure of each column; NaN where it is undefined.</summary>
    internal double[] OverColumns(Func<IEnumerable<(double Predicted, double Actual)>, double> figure) =>
        [.. Enumerable.Range(0, Columns).Select(column => figure(Column(column)))];
}

/// <summary>A metric of <see cref="ValuePredictions"/>.</summary>
public abstract class ValueMetric(string name, Direction direction, string summary) : Metric(name, direction, summary)
{
    /// <inheritdoc />
    public sealed override double Of(Predictions predictions) => Of((ValuePredictions)predictions);

    /// <inheritdoc />
    public sealed override IReadOnlyList<double> Each(Predictions predictions) => Each((ValuePredictions)predictions);

    /// <inheritdoc cref="Metric.Of" />
    public abstract double Of(ValuePredictions predictions);

    /// <inheritdoc cref="Metric.Each" />
    public virtual IReadOnlyList<double> Each(ValuePredictions predictions) => [];
}
