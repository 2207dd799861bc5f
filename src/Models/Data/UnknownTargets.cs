namespace Orchestrator.Models.Data;

/// <summary>Nothing is known of what shall come out: rows that are only scored.</summary>
/// <param name="rows">Number of rows.</param>
public sealed class UnknownTargets(int rows) : Targets(rows)
{
    /// <inheritdoc />
    public override UnknownTargets Select(ReadOnlySpan<int> rows) => new(rows.Length);
}
