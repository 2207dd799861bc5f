namespace Orchestrator.Contracts.Definitions;

/// <summary>
/// One sweep of a nested cross-validation: it searches on the rows outside one outer fold, by inner folds of those rows, and its refit is
/// scored on the outer fold. The mean over the outer folds judges the whole procedure, search included (Varma and Simon 2006, BMC
/// Bioinformatics 7:91).
/// </summary>
/// <param name="Inner">Validation splits of the rows outside the outer fold, at least 2.</param>
/// <param name="Series">
/// Tells the sweeps of one nested cross-validation from those of another: made once by whoever begins it, the same in all of its sweeps.
/// </param>
/// <param name="Outer">The outer fold that is this sweep's test set, from 0.</param>
public sealed record NestedDefinition(int Inner, string Series, int Outer = 0);
