namespace Orchestrator.Sdk;

/// <summary>What a reader has read: rows, and what is to be learned of each.</summary>
/// <param name="Inputs">What goes into the model.</param>
/// <param name="Targets">What shall come out, as many rows.</param>
/// <param name="Names">A name for each row; null = its number from 1.</param>
/// <param name="Groups">A word for each row, the same for rows that no split may part; null = each row stands for itself.</param>
public sealed record DataRows(RowInputs Inputs, RowTargets Targets, IReadOnlyList<string>? Names = null,
    IReadOnlyList<string>? Groups = null);

/// <summary>What goes into a model: numbers, or DNA.</summary>
public abstract record RowInputs
{
    private RowInputs()
    {
    }

    /// <summary>Numbers.</summary>
    /// <param name="Values">Row after row, in row-major order; finite.</param>
    /// <param name="RowShape">Shape of one row.</param>
    /// <param name="ColumnNames">Names of the columns, where rows are vectors; null = they have none.</param>
    public sealed record Numbers(float[] Values, IReadOnlyList<int> RowShape, IReadOnlyList<string>? ColumnNames = null) : RowInputs;

    /// <summary>DNA.</summary>
    /// <param name="Sequences">A, C, G, T, U, N and IUPAC's letters for what is not sure; of any lengths above 0.</param>
    public sealed record Dna(IReadOnlyList<string> Sequences) : RowInputs;
}

/// <summary>What shall come out of a model.</summary>
public abstract record RowTargets
{
    private RowTargets()
    {
    }

    /// <summary>One of several classes a row.</summary>
    /// <param name="Labels">The class of each row, by name.</param>
    public sealed record Classes(IReadOnlyList<string> Labels) : RowTargets;

    /// <summary>Numbers, or labels where all of them are 0 or 1.</summary>
    /// <param name="Numbers">Row after row, one a column; NaN = it is not known.</param>
    /// <param name="Columns">Names of the columns, at least one.</param>
    public sealed record Values(float[] Numbers, IReadOnlyList<string> Columns) : RowTargets;
}
