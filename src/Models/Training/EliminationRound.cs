using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Models.Catalog;

namespace Orchestrator.Models.Training;

/// <summary>What a round of an elimination means for one of its folds.</summary>
internal static class EliminationRound
{
    /// <summary>The hyper-parameters of a trial: what an elimination varies is none.</summary>
    public static Configuration HyperParameters(SweepDefinition definition, Configuration trial) =>
        definition.Search.Elimination is null ? trial : Configuration.Empty;

    /// <summary>The columns that a fold is trained on, ascending: the first of those that the fold before has ranked; null = all.</summary>
    /// <param name="assignment">The fold.</param>
    /// <param name="before">The same fold of the round before; null = there is none.</param>
    /// <param name="columns">Number of columns of the data.</param>
    /// <exception cref="DataMismatchException">The fold before has not ranked as many.</exception>
    public static EquatableList<int>? Inputs(FoldAssignment assignment, Checkpoint? before, int columns)
    {
        if (assignment.Definition.Search.Elimination is not { } elimination
            || EliminationDefinition.CountOf(assignment.Configuration, columns) is not { } count)
        {
            return null;
        }

        var ranking = before?.Progress.Ranking
            ?? throw new DataMismatchException("The round before has ranked no inputs: is its node of an older version?");
        return ranking.Count > count ? [.. ranking.Take(count).Order()]
            : throw new DataMismatchException($"This round keeps {count} inputs, and the one before has ranked {ranking.Count} "
                + $"with {elimination.Method}: keep fewer, or take a method that ranks all inputs at once, such as integrated-gradients.");
    }
}
