namespace Orchestrator.Contracts.Validation;

/// <summary>What goes with some algorithms alone.</summary>
internal static class AlgorithmRules
{
    /// <summary>The problem of a section that the sweep's algorithm does not heed.</summary>
    /// <param name="path">Of the section.</param>
    /// <param name="vocabulary">Has the algorithms.</param>
    /// <param name="heeds">Which of them do.</param>
    public static DefinitionProblem Misplaced(string path, DefinitionVocabulary vocabulary, Func<AlgorithmWords, bool> heeds) =>
        new(path, $"'{{field}}' goes with algorithm: {string.Join(", ", vocabulary.Algorithms.Where(heeds).Select(a => a.Name))}.");
}
