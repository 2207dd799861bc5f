namespace Orchestrator.Models.Data;

/// <summary>
/// Rows that a model is trained on, held in plain arrays: what goes in, what shall come out, and what each row is called.
/// Immutable by convention, so that the folds of a sweep may share one copy.
/// </summary>
public sealed class DataSet
{
    /// <summary>Joins inputs, targets and names of the same rows.</summary>
    /// <param name="inputs">What goes in.</param>
    /// <param name="targets">What shall come out.</param>
    /// <param name="rowNames">What each row is called.</param>
    /// <param name="groups">What each row belongs to; null = to nothing.</param>
    /// <param name="testRows">How many of the last rows came from a file of test rows.</param>
    /// <param name="remarks">What its reader left out or took for something, in sentences without a full stop; null = nothing.</param>
    /// <exception cref="ArgumentException">They differ in their number of rows, or there is none.</exception>
    public DataSet(Inputs inputs, Targets targets, IReadOnlyList<string> rowNames, IReadOnlyList<string>? groups = null, int testRows = 0,
        IReadOnlyList<string>? remarks = null)
    {
        if (inputs.Rows == 0)
        {
            throw new ArgumentException("A data set has at least one row.", nameof(inputs));
        }

        if (targets.Rows != inputs.Rows)
        {
            throw new ArgumentException($"{inputs.Rows} rows of inputs, {targets.Rows} of targets.", nameof(targets));
        }

        if (rowNames.Count != inputs.Rows)
        {
            throw new ArgumentException($"{inputs.Rows} rows of inputs, {rowNames.Count} names.", nameof(rowNames));
        }

        if (groups is not null && groups.Count != inputs.Rows)
        {
            throw new ArgumentException($"{inputs.Rows} rows of inputs, {groups.Count} of groups.", nameof(groups));
        }

        (Inputs, Targets, RowNames, Groups, TestRows, Remarks) = (inputs, targets, rowNames, groups, testRows, remarks ?? []);
    }

    /// <summary>What goes into the model.</summary>
    public Inputs Inputs { get; }

    /// <summary>What shall come out.</summary>
    public Targets Targets { get; }

    /// <summary>One name a row: a sequence's identifier, a gene, an isolate. Not necessarily unique.</summary>
    public IReadOnlyList<string> RowNames { get; }

    /// <summary>One word a row, the same for rows that no split may part (of one patient, say); null = every row stands for
    /// itself.</summary>
    public IReadOnlyList<string>? Groups { get; }

    /// <summary>How many of the last rows came from a file of test rows, which no fold may train on.</summary>
    public int TestRows { get; }

    /// <summary>What its reader left out or took for something, in sentences without a full stop.</summary>
    public IReadOnlyList<string> Remarks { get; }

    /// <summary>Number of rows, at least 1.</summary>
    public int Rows => Inputs.Rows;

    /// <summary>The same rows with groups.</summary>
    public DataSet WithGroups(IReadOnlyList<string> groups) => new(Inputs, Targets, RowNames, groups, TestRows, Remarks);

    /// <summary>The same rows with other inputs.</summary>
    public DataSet WithInputs(Inputs inputs) => new(inputs, Targets, RowNames, Groups, TestRows, Remarks);

    /// <summary>The same rows with other targets.</summary>
    /// <exception cref="ArgumentException">They are of another number of rows.</exception>
    public DataSet WithTargets(Targets targets) => new(Inputs, targets, RowNames, Groups, TestRows, Remarks);

    /// <summary>A copy of some rows, in the order given; a row may be named more than once. They are all alike: no test rows are among
    /// them.</summary>
    public DataSet Select(ReadOnlySpan<int> rows)
    {
        var numbers = rows.ToArray();
        return new(Inputs.Select(rows), Targets.Select(rows), Pick(RowNames), Groups is null ? null : Pick(Groups));

        string[] Pick(IReadOnlyList<string> words) => Array.ConvertAll(numbers, row => words[row]);
    }
}
