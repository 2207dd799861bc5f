namespace Orchestrator.Models.Folds;

/// <summary>The data cannot be split as the sweep asks. The message says why and what to change.</summary>
public sealed class FoldPlanException(string message) : Exception(message);
