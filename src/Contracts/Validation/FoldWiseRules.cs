using Orchestrator.Contracts.Definitions;

namespace Orchestrator.Contracts.Validation;

/// <summary>What a search fold by fold and the rest of a definition say together.</summary>
internal static class FoldWiseRules
{
    public static IEnumerable<DefinitionProblem> Problems(SweepDefinition definition, DefinitionVocabulary vocabulary)
    {
        var search = definition.Search;
        if (search.FoldWise is null)
        {
            yield break;
        }

        if (AlgorithmRules.HasPlan(definition))
        {
            yield return new("search.foldWise",
                $"'{{field}}' compares trials by their folds one after another, which '{search.Algorithm}' does by a plan of its own; "
                    + "leave it out.");
        }

        if (definition.TradesOff)
        {
            yield return new("search.foldWise",
                "'{field}' asks for the chance of becoming the best, and with several objectives there is no best; leave it out.");
        }

        if (definition.CrossValidation.Splits < 2)
        {
            yield return new("search.foldWise", "'{field}' needs a trial to have at least 2 folds; it has {found}.",
                FieldRules.Shown(definition.CrossValidation.Splits));
        }

        if (vocabulary.Pruners.FirstOrDefault(p => p.Name == search.Pruning?.Pruner) is { ByFolds: true } pruner)
        {
            yield return new("search.pruning",
                $"'{pruner.Name}' ends trials by their folds, as a search fold by fold does itself: choose one of them.");
        }
    }
}
