namespace Orchestrator.Models.Metrics;

/// <summary>What a model said about every row of a set, beside the truth.</summary>
public abstract class Predictions
{
    private protected Predictions(int rows)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rows);
        Rows = rows;
    }

    /// <summary>Number of rows, at least 1.</summary>
    public int Rows { get; }

    /// <summary>Numbers of a row, known or not: one a class or target.</summary>
    public abstract int Width { get; }

    /// <summary>Some rows, each as often as it is named.</summary>
    public abstract Predictions Select(ReadOnlySpan<int> rows);

    private protected static T[] Rearranged<T>(T[] values, int width, ReadOnlySpan<int> rows)
    {
        var selected = new T[checked(rows.Length * width)];
        for (var i = 0; i < rows.Length; i++)
        {
            values.AsSpan(rows[i] * width, width).CopyTo(selected.AsSpan(i * width));
        }

        return selected;
    }
}
