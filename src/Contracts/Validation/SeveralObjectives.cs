using Orchestrator.Contracts.Definitions;

namespace Orchestrator.Contracts.Validation;

/// <summary>What a search with several objectives cannot do.</summary>
internal static class SeveralObjectives
{
    public static IEnumerable<DefinitionProblem> Problems(SearchDefinition search, AlgorithmWords algorithm,
        DefinitionVocabulary vocabulary)
    {
        const string Instead = "with several end the search after trials that leave the front as it is, or after hours.";
        if (!algorithm.ForSeveralObjectives)
        {
            yield return new("search.algorithm",
                $"'{algorithm.Name}' learns from a single objective; with several choose one of "
                + $"{Join(vocabulary.Algorithms.Where(a => a.ForSeveralObjectives).Select(a => a.Name))}.");
        }
        if (search.Pruning is { Pruner: var pruner } && !vocabulary.Pruners.First(p => p.Name == pruner).JudgesAlone)
        {
            yield return new(
                "search.pruning.pruner",
                $"'{pruner}' compares trials by one objective, and a trial that is behind in it may lead in another; with several leave "
                    + $"the pruner out, or use "
                + $"{string.Join(" or ", vocabulary.Pruners.Where(p => p.JudgesAlone && p.Name != "none").Select(p => p.Name))}, which "
                + $"judge a trial alone, by the first objective.");
        }
        if (search.Stop?.Target is not null)
        {
            yield return new("search.stop.target", $"'target' is a score of a single objective; {Instead}");
        }
        if (search.Stop?.LittleToGain is true)
        {
            yield return new("search.stop.littleToGain", $"'{{field}}' looks at a single objective; {Instead}");
        }
    }

    private static string Join(IEnumerable<string> words) => string.Join(", ", words);
}
