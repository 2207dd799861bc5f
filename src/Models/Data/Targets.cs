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
