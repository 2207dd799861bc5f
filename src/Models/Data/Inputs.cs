namespace Orchestrator.Models.Data;

/// <summary>The input half of a data set: rows of one shape, in a representation that suits the data.</summary>
public abstract class Inputs
{
    /// <param name="rows">Number of rows, at least 0.</param>
    /// <param name="rowShape">Shape of one row as <see cref="CopyRows"/> writes it; every extent at least 1.</param>
    private protected Inputs(int rows, params int[] rowShape)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        foreach (var extent in rowShape)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(extent, nameof(rowShape));
        }

        (Rows, RowShape) = (rows, rowShape);
        RowLength = rowShape.Aggregate(1, (product, extent) => checked(product * extent));
    }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Shape of one row, without the batch dimension.</summary>
    public IReadOnlyList<int> RowShape { get; }

    /// <summary>Number of values in one row: the product of <see cref="RowShape"/>.</summary>
    public int RowLength { get; }

    /// <summary>Whether the rows lie in a mapped file: shared with other processes, and perhaps larger than memory.</summary>
    public virtual bool IsMapped => false;

    /// <summary>Writes rows densely, one after the other, in row-major order.</summary>
    /// <param name="rows">Row numbers, each in 0 .. <see cref="Rows"/> - 1.</param>
    /// <param name="destination">Exactly <paramref name="rows"/> x <see cref="RowLength"/> values.</param>
    /// <exception cref="ArgumentException"><paramref name="destination"/> has another length.</exception>
    public abstract void CopyRows(ReadOnlySpan<int> rows, Span<float> destination);

    /// <summary>A copy of some rows in the same representation.</summary>
    /// <exception cref="OverflowException">They are more than an array holds.</exception>
    public abstract Inputs Select(ReadOnlySpan<int> rows);

    /// <summary>The same rows with some of the columns.</summary>
    /// <param name="kept">Their numbers, in the new order.</param>
    /// <exception cref="NotSupportedException">The rows are no vectors of columns.</exception>
    public virtual Inputs SelectColumns(IReadOnlyList<int> kept) =>
        throw new NotSupportedException($"Rows of {GetType().Name} have no columns to choose from.");

    private protected static void Require(long expected, long length, string parameter)
    {
        if (length != expected)
        {
            throw new ArgumentException($"{expected} values are expected, {length} are given.", parameter);
        }
    }
}
