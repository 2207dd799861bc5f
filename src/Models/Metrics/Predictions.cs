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
}
