using Orchestrator.Contracts.Definitions;

namespace Orchestrator.Contracts.Validation;

/// <summary>What the rounds of an elimination and the rest of a definition say together.</summary>
internal static class EliminationRules
{
    public static IEnumerable<DefinitionProblem> Problems(SweepDefinition definition, AlgorithmWords algorithm,
        DefinitionVocabulary vocabulary)
    {
        var search = definition.Search;
        if (!algorithm.Eliminates)
        {
            return search.Elimination is null ? [] : [AlgorithmRules.Misplaced("search.elimination", vocabulary, a => a.Eliminates)];
        }

        return search.Elimination is not { } elimination
            ? [new("search.elimination", "'{field}' is missing: what stays from round to round (keep), and what ranks (method).")]
            : OfRounds(elimination).ToArray() is { Length: > 0 } wrong ? wrong // the space lists the same rounds
            : [.. OfSearch(search), .. OfSpace(definition, elimination)];
    }

    // Shares and numbers compare only once the data is read.
    private static IEnumerable<DefinitionProblem> OfRounds(EliminationDefinition elimination)
    {
        for (var i = 0; i < elimination.Keep.Count; i++)
        {
            var keep = elimination.Keep[i];
            if (keep >= 1 && keep != Math.Floor(keep))
            {
                yield return new($"search.elimination.keep[{i}]",
                    "{found} is neither a share below 1 nor a whole number of inputs.", FieldRules.Shown(keep));
            }
            else if (i > 0 && elimination.Keep[i - 1] is var before && before < 1 == keep < 1 && keep >= before)
            {
                yield return new($"search.elimination.keep[{i}]",
                    $"fewer inputs stay from round to round: after {FieldRules.Shown(before)} not {{found}}.", FieldRules.Shown(keep));
            }
        }
    }

    private static IEnumerable<DefinitionProblem> OfSearch(SearchDefinition search)
    {
        if (search.Parallel != 1)
        {
            yield return new("search.parallel", "each round waits for the one before it: '{field}' is 1.");
        }
        if (search is not { Pruning: null, WarmStart: null })
        {
            yield return new("search", "an elimination has no pruner and no warm start: each of its rounds is needed by the next.");
        }
        if (search.Enqueued is { Count: > 0 })
        {
            yield return new("search.enqueued", "the rounds of an elimination follow each other; leave '{field}' out.");
        }
    }

    private static IEnumerable<DefinitionProblem> OfSpace(SweepDefinition definition, EliminationDefinition elimination)
    {
        if (definition.Space != EliminationDefinition.Space(elimination.Keep))
        {
            yield return new("space", $"the space of an elimination has the choices of '{EliminationDefinition.Parameter}', "
                + $"'{EliminationDefinition.All}' and those of 'keep', and nothing else: hold hyper-parameters fixed under 'model'.");
        }
    }
}
