using Orchestrator.Contracts.Definitions;

namespace Orchestrator.Contracts.Validation;

/// <summary>What the choice of the best trial and the rest of a definition say together.</summary>
internal static class BestByRules
{
    private const string Path = "search.bestBy";

    public static IEnumerable<DefinitionProblem> Problems(SweepDefinition definition)
    {
        var search = definition.Search;
        if (search.BestBy == BestBy.Mean)
        {
            yield break;
        }

        if (AlgorithmRules.HasPlan(definition))
        {
            yield return new(Path, "'{field}: posterior' learns about a trial from those with hyper-parameters near its own, and trials "
                + $"of '{search.Algorithm}' differ by more than these; leave it out.");
        }

        if (definition.TradesOff)
        {
            yield return new(Path, "'{field}: posterior' is for one objective, and with several there is no best; leave it out.");
        }

        if (definition.CrossValidation.Splits < 2)
        {
            yield return new(Path, "'{field}: posterior' learns from at least 2 folds how noisy a score is; a trial has {found}.",
                FieldRules.Shown(definition.CrossValidation.Splits));
        }
    }
}
