using Orchestrator.Contracts.Validation;
using Orchestrator.Search;
using Orchestrator.Search.Samplers;

namespace Orchestrator.Sweeps.Figures;

/// <summary>How much each hyper-parameter of a sweep mattered to an objective.</summary>
public static class ImportanceShares
{
    // A forest of more takes minutes, and tells no more.
    private const int MostTrials = 2000;

    /// <summary>A share for every hyper-parameter; all 0 where the scores tell nothing. Of more than 2,000 trials evenly spread ones are
    /// used.</summary>
    /// <param name="state">The sweep.</param>
    /// <param name="measure">See <see cref="ImportanceRegistry"/>.</param>
    /// <param name="place">Of the objective.</param>
    public static IReadOnlyDictionary<string, double> Of(SweepState state, string measure, int place) =>
        ImportanceRegistry.Create(measure).Of(state.Definition.Space, Spread(Observed(state, place)));

    /// <summary>The place of an objective in the definition's order; null = the first.</summary>
    /// <exception cref="UserError">The sweep has no such objective.</exception>
    public static int Place(SweepState state, string? metric)
    {
        var objectives = state.Definition.Objectives;
        var place = metric is null ? 0 : objectives.ToList().FindIndex(o => o.Metric == metric);
        return place >= 0 ? place : throw new UserError(
            $"'{metric}' is no objective of sweep '{state.Id}'; --objective is one of "
            + $"{string.Join(", ", objectives.Select(o => o.Metric))}.");
    }

    private static IReadOnlyList<Observation> Spread(IReadOnlyList<Observation> all) => all.Count <= MostTrials ? all
        : [.. Enumerable.Range(0, MostTrials).Select(i => all[(int)((long)i * all.Count / MostTrials)])];

    /// <summary>What the trials that have a score taught of an objective.</summary>
    internal static IReadOnlyList<Observation> Observed(SweepState state, int place)
    {
        var objective = state.Definition.Objectives[place];
        return
        [
            .. from trial in state.Trials
               where trial.Scores.Count > 0
               select new Observation(trial.Number, trial.Configuration, objective.AsLoss(trial.Scores[place].Mean)),
        ];
    }
}
