namespace Orchestrator.Contracts.Definitions;

/// <summary>Two rows of data, by number from 0.</summary>
/// <param name="Scored">The row that is validated or tested on.</param>
/// <param name="Trained">Its kin among the rows that are trained on.</param>
public readonly record struct RowPair(int Scored, int Trained);
