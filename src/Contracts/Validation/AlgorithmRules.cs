using Orchestrator.Contracts.Definitions;

namespace Orchestrator.Contracts.Validation;

/// <summary>What goes with some algorithms alone.</summary>
internal static class AlgorithmRules
{
    /// <summary>Whether trials come by a plan, in which they differ by more than their hyper-parameters or are compared in a way of its
    /// own.</summary>
    public static bool HasPlan(SweepDefinition definition) => definition.Search.Population is not null
        || definition.Search.Restarts is not null || definition.Search.Elimination is not null || definition.Explanation is not null;

    /// <summary>The problem of a section that the sweep's algorithm does not heed.</summary>
    /// <param name="path">Of the section.</param>
    /// <param name="vocabulary">Has the algorithms.</param>
    /// <param name="heeds">Which of them do.</param>
    public static DefinitionProblem Misplaced(string path, DefinitionVocabulary vocabulary, Func<AlgorithmWords, bool> heeds) =>
        new(path, $"'{{field}}' goes with algorithm: {string.Join(", ", vocabulary.Algorithms.Where(heeds).Select(a => a.Name))}.");
}
