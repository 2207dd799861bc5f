namespace Orchestrator.Models.Data.Description;

/// <summary>Lengths of sequences, in bases.</summary>
public sealed record LengthSummary(int Shortest, double Median, int Longest);
