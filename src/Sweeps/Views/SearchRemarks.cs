using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Trials;
using Orchestrator.Search.Encoding;

namespace Orchestrator.Sweeps.Views;

/// <summary>What a search's best trials say of its space, in sentences.</summary>
public static class SearchRemarks
{
    // Of the scored trials the best fifth, and at least so many: fewer lie on a border by chance.
    private const int Fewest = 5;
    private const double Share = 0.2, Most = 0.6, Edge = 0.05;

    /// <summary>A sentence for each parameter whose best trials crowd at an end of its range; none while trials are few.</summary>
    public static IReadOnlyList<string> Of(SweepState state)
    {
        var objective = state.Definition.Objective;
        TrialState[] scored = [.. state.Trials.Where(trial => trial.Mean is { } mean && double.IsFinite(mean))];
        if (scored.Length < 2 * Fewest || scored.All(trial => trial.Mean == scored[0].Mean))
        {
            return [];
        }

        var count = Math.Max(Fewest, (int)(scored.Length * Share));
        TrialState[] best = [.. TrialState.Ranked(scored, objective).Take(count)];
        return [.. state.Definition.Space.Parameters.SelectMany(parameter => Of(parameter, best))];
    }

    private static IEnumerable<string> Of(Parameter parameter, TrialState[] best)
    {
        var axis = Axis.Of(parameter);
        double[] places =
        [
            .. from trial in best
               where trial.Configuration.TryGet(parameter.Name, out _)
               select axis.Encode(trial.Configuration[parameter.Name]),
        ];
        if (axis.IsCategorical || axis.Levels <= 3 || places.Length < Fewest)
        {
            yield break;
        }

        var (low, high) = axis.Levels is { } levels ? (axis.Coordinate(0), axis.Coordinate(levels - 1)) : (0, 1);
        foreach (var (end, near) in new[] { ("lower", places.Count(p => p <= low + Edge)), ("upper", places.Count(p => p >= high - Edge)) })
        {
            if (near >= Most * places.Length)
            {
                yield return $"{parameter.Name} lies at its {end} bound in {near} of the best {places.Length} trials: better values may "
                    + "lie beyond it, so widen it.";
            }
        }
    }
}
