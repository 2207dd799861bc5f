using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Interpretation.Attributions;
using Orchestrator.Interpretation.Methods;
using Orchestrator.Interpretation.Networks;
using Orchestrator.Models;
using Orchestrator.Models.Catalog;
using Orchestrator.Models.Training;

namespace Orchestrator.Interpretation;

/// <summary>Ranks a fold's inputs for the next round of an elimination: the method of the sweep, asked about the fold's network on rows
/// that it was trained on.</summary>
public static class InputElimination
{
    /// <summary>The data's columns that the network takes and the method has scored, the most important first; of equals the one with the
    /// lower number.</summary>
    /// <param name="fold">The fold. Its rows for validation are not looked at.</param>
    /// <param name="stop">Ends it between two batches.</param>
    /// <exception cref="DataMismatchException">The method is not defined for the network.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    /// <exception cref="Models.Torch.TorchException">libtorch refused, for want of memory, say.</exception>
    public static EquatableList<int> Rank(RankedFold fold, CancellationToken stop)
    {
        var (definition, attempt) = (fold.Assignment.Definition, fold.Assignment.Attempt);
        var method = AttributionMethods.Find(definition.Search.Elimination!.Method).Description;
        var model = ModelCatalog.Find(definition.Model.Name);
        // The validation rows are not even there.
        using var asked = new InterpretedFold(attempt.Fold, new(fold.Network, fold.Shape, model.Input, fold.Device), fold.Data,
            fold.Split with { Validation = [] }, definition.Objective, fold.Columns, fold.Whole);
        var options = method.Options.Any(option => option.Name == MethodOptions.RowSet)
            ? Configuration.Empty.With(MethodOptions.RowSet, ParameterValue.Of("training")) : Configuration.Empty;
        try
        {
            return Ordered(AttributionRunner.Run(asked, new(method.Name, options, definition.Seed), stop: stop));
        }
        catch (MethodRefusedException refusal)
        {
            throw new DataMismatchException($"The elimination cannot rank by {method.Name}: {refusal.Message}");
        }
    }

    /// <summary>By the mean over the outputs of the score as a share of the output's largest, so that none outshouts another.</summary>
    private static EquatableList<int> Ordered(Attribution attribution)
    {
        var scores = attribution.Scores;
        var shares = new double[scores.Inputs];
        for (var output = 0; output < attribution.Outputs.Count; output++)
        {
            var own = scores.Column(output);
            var largest = own.Where(score => score > 0).DefaultIfEmpty(1).Max();
            for (var input = 0; input < shares.Length; input++)
            {
                shares[input] += own[input] / largest;
            }
        }

        return
        [
            .. Enumerable.Range(0, shares.Length).Where(input => !double.IsNaN(shares[input])).OrderByDescending(input => shares[input]),
        ];
    }
}
