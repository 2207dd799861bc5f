namespace Orchestrator.Models.Data.Description;

/// <summary>Groups of rows that belong together.</summary>
/// <param name="Count">How many there are.</param>
/// <param name="Largest">Rows of the largest.</param>
public sealed record GroupSummary(int Count, int Largest);
