namespace Orchestrator.Models.Folds;

/// <summary>What a plan leaks.</summary>
/// <param name="ValidationRows">Rows whose group is also among the training rows of the fold that validates on them.</param>
/// <param name="TestRows">Test rows whose group is also among the rows that the refit trains on.</param>
/// <param name="Rows">All of them, ascending.</param>
public sealed record LeakageReport(int ValidationRows, int TestRows, IReadOnlyList<int> Rows)
{
    /// <summary>Whether nothing leaks.</summary>
    public bool IsClean => Rows.Count == 0;

    /// <summary>One line for a user; empty when nothing leaks.</summary>
    public override string ToString() => IsClean ? ""
        : $"{ValidationRows} validation rows and {TestRows} test rows have a copy or kin among the rows that are trained on: scores will be too good. Keep groups together.";
}
