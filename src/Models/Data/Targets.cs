namespace Orchestrator.Models.Data;

/// <summary>The target half of a data set: classes (<see cref="ClassTargets"/>) or numbers (<see cref="ValueTargets"/>).</summary>
public abstract class Targets
{
    private protected Targets(int rows) => Rows = rows;

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>A copy of some rows.</summary>
    public abstract Targets Select(ReadOnlySpan<int> rows);
}

/// <summary>Nothing is known of what shall come out: rows that are only scored.</summary>
/// <param name="rows">Number of rows.</param>
public sealed class UnknownTargets(int rows) : Targets(rows)
{
    /// <inheritdoc />
    public override UnknownTargets Select(ReadOnlySpan<int> rows) => new(rows.Length);
}

/// <summary>What is learned, which decides the outputs of a network, its loss and its metrics.</summary>
public enum TaskKind
{
    /// <summary>One of two classes: one output, the log-odds of class 1; binary cross-entropy.</summary>
    TwoClasses,

    /// <summary>One of three or more classes: an output each, softmax; cross-entropy.</summary>
    ManyClasses,

    /// <summary>Several labels, each of which may hold or be missing: the log-odds of each; masked binary cross-entropy.</summary>
    Labels,

    /// <summary>One or several numbers: an output each; mean squared error over the known ones.</summary>
    Values,
}
