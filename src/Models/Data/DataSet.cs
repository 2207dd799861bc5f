namespace Orchestrator.Models.Data;

/// <summary>
/// Rows that a model is trained on, held in plain arrays: what goes in, what shall come out, and what each row is called.
/// Immutable by convention, so that the folds of a sweep may share one copy.
/// </summary>
public sealed class DataSet
{
    /// <summary>Joins inputs, targets and names of the same rows.</summary>
    /// <exception cref="ArgumentException">The three differ in their number of rows, or there is none.</exception>
    public DataSet(Inputs inputs, Targets targets, IReadOnlyList<string> rowNames)
    {
        if (inputs.Rows == 0) throw new ArgumentException("A data set has at least one row.", nameof(inputs));
        if (targets.Rows != inputs.Rows) throw new ArgumentException($"{inputs.Rows} rows of inputs, {targets.Rows} of targets.", nameof(targets));
        if (rowNames.Count != inputs.Rows) throw new ArgumentException($"{inputs.Rows} rows of inputs, {rowNames.Count} names.", nameof(rowNames));
        (Inputs, Targets, RowNames) = (inputs, targets, rowNames);
    }

    /// <summary>What goes into the model.</summary>
    public Inputs Inputs { get; }

    /// <summary>What shall come out.</summary>
    public Targets Targets { get; }

    /// <summary>One name a row: a sequence's identifier, a gene, an isolate. Not necessarily unique.</summary>
    public IReadOnlyList<string> RowNames { get; }

    /// <summary>Number of rows, at least 1.</summary>
    public int Rows => Inputs.Rows;

    /// <summary>A copy of some rows, in the order given; a row may be named more than once.</summary>
    public DataSet Select(ReadOnlySpan<int> rows)
    {
        var names = new string[rows.Length];
        for (var i = 0; i < rows.Length; i++) names[i] = RowNames[rows[i]];
        return new(Inputs.Select(rows), Targets.Select(rows), names);
    }
}
