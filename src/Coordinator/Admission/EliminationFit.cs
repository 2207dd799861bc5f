using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Models;
using Orchestrator.Models.Catalog;

namespace Orchestrator.Coordinator.Admission;

/// <summary>Whether the rounds of an elimination fit the data: each keeps fewer inputs than the one before.</summary>
internal static class EliminationFit
{
    /// <summary>Why they do not, with a cure; null = they do, or there are none.</summary>
    /// <param name="definition">The sweep.</param>
    /// <param name="shape">Of its data.</param>
    public static string? Objection(SweepDefinition definition, DataShape shape)
    {
        if (definition.Search.Elimination is not { } elimination)
        {
            return null;
        }

        if (ModelCatalog.Find(definition.Model.Name).Input == InputKind.Sequence || shape.Row.Count != 1)
        {
            return $"An elimination takes away columns of a table, such as genes or variants; the rows of this data are "
                + $"{(shape.Row.Count == 1 ? "DNA" : $"of shape ({string.Join(", ", shape.Row)})")}. 'orchestrator explain' ranks their "
                + "inputs.";
        }

        var before = shape.Row[0];
        foreach (var (round, keep) in elimination.Keep.Index())
        {
            var count = EliminationDefinition.CountOf(keep, shape.Row[0]);
            if (count >= before)
            {
                return $"Round {round + 1} of the elimination would keep {count} of the {shape.Row[0]} inputs, no fewer than the round "
                    + $"before it ({before}): {(round == 0 ? "keep fewer" : "leave it and those after it out, or keep fewer")} "
                    + "(search, elimination: keep).";
            }

            before = count;
        }

        return null;
    }
}
