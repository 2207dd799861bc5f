using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.SearchSpaces;

namespace Orchestrator.Contracts.Validation;

/// <summary>What the rungs of restarts and the rest of a definition say together.</summary>
internal static class RestartsRules
{
    public static IEnumerable<DefinitionProblem> Problems(SweepDefinition definition, AlgorithmWords algorithm,
        DefinitionVocabulary vocabulary)
    {
        var search = definition.Search;
        if (!algorithm.InBrackets)
        {
            return search.Restarts is null ? [] : [AlgorithmRules.Misplaced("search.restarts", vocabulary, a => a.InBrackets)];
        }

        return search.Restarts is not { } restarts
            ? [new("search.restarts", "'{field}' is missing: how many draws (of), how many go on (keep), and when (at_epoch).")]
            : [.. OfRungs(restarts, definition.Stopping.Epochs), .. OfSearch(search), .. OfSpace(definition.Space, restarts)];
    }

    private static IEnumerable<DefinitionProblem> OfRungs(RestartsDefinition restarts, int epochs)
    {
        if (restarts.Keep.Count != restarts.AtEpoch.Count)
        {
            yield return new("search.restarts.atEpoch",
                $"'{{field}}' has an epoch for each number under 'keep': {restarts.Keep.Count}, not {restarts.AtEpoch.Count}.");
        }
        for (var i = 0; i < restarts.Keep.Count; i++)
        {
            var before = i == 0 ? restarts.Of : restarts.Keep[i - 1];
            if (restarts.Keep[i] >= before)
            {
                yield return new($"search.restarts.keep[{i}]",
                    $"fewer go on from each rung: after {before} trials that is at most {before - 1}, not {{found}}.",
                    FieldRules.Shown(restarts.Keep[i]));
            }
        }
        for (var i = 0; i < restarts.AtEpoch.Count; i++)
        {
            if (i > 0 && restarts.AtEpoch[i] <= restarts.AtEpoch[i - 1])
            {
                yield return new($"search.restarts.atEpoch[{i}]",
                    $"each rung is later than the one before: after epoch {restarts.AtEpoch[i - 1]}, not at {{found}}.",
                    FieldRules.Shown(restarts.AtEpoch[i]));
            }
            else if (restarts.AtEpoch[i] > epochs)
            {
                yield return new($"search.restarts.atEpoch[{i}]",
                    $"the rung at epoch {{found}} lies beyond the {epochs} epochs of a fold.", FieldRules.Shown(restarts.AtEpoch[i]));
            }
        }
    }

    private static IEnumerable<DefinitionProblem> OfSearch(SearchDefinition search)
    {
        if (search.Pruning is not null)
        {
            yield return new("search.pruning", "the rungs of restarts prune themselves; leave the pruner out.");
        }
        if (search.Enqueued is { Count: > 0 })
        {
            yield return new("search.enqueued", "restarts draw each configuration of the space equally often; leave '{field}' out.");
        }
    }

    // What changes fastest in the order of a grid is what a bracket consists of.
    private static IEnumerable<DefinitionProblem> OfSpace(SearchSpace space, RestartsDefinition restarts)
    {
        if (space.Parameters[^1] is not IntParameter { Condition: null, Low: 0, Step: 1, Log: false } draw
            || !RestartsDefinition.Draws.Contains(draw.Name) || draw.High != restarts.Of - 1)
        {
            yield return new("space",
                $"the last parameter of a space with restarts numbers the draws: {string.Join(" or ", RestartsDefinition.Draws)}, an "
                    + $"integer from 0 to {restarts.Of - 1} without conditions.");
        }
        else if (space.Constraints?.FirstOrDefault(c => c.Names.Contains(draw.Name)) is { } constraint)
        {
            yield return new("space.constraints", $"no constraint speaks of '{draw.Name}', which numbers the draws: {{found}} does.",
                FieldRules.Shown(constraint.Text));
        }
    }
}
