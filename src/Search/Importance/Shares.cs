using Orchestrator.Contracts.SearchSpaces;

namespace Orchestrator.Search.Importance;

/// <summary>Scores as shares of their sum.</summary>
internal static class Shares
{
    public const int FewestTrials = 4;

    public static IReadOnlyDictionary<string, double> Of(SearchSpace space, double[] scores)
    {
        var total = scores.Sum();
        return space.Parameters.Select((parameter, i) => (parameter.Name, Share: total > 0 ? scores[i] / total : 0))
            .ToDictionary(s => s.Name, s => s.Share);
    }
}
