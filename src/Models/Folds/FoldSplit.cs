namespace Orchestrator.Models.Folds;

/// <summary>The rows of one fold, each list in ascending order and the two disjoint.</summary>
/// <param name="Training">Rows that the weights are fitted to.</param>
/// <param name="Validation">Rows that the fold is scored on; for the refit, the held-out test rows (empty when the sweep holds none
/// out).</param>
public sealed record FoldSplit(int[] Training, int[] Validation);
