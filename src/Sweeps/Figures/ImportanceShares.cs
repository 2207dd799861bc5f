using Orchestrator.Contracts.Validation;
using Orchestrator.Search;
using Orchestrator.Search.Samplers;

namespace Orchestrator.Sweeps.Figures;

/// <summary>How much each hyper-parameter of a sweep mattered to an objective.</summary>
public static class ImportanceShares
{
    /// <summary>Trials from which shares are told: more take longer, and tell no more.</summary>
    public const int MostTrials = 800;

    /// <summary>Trials that tell which parameters come first.</summary>
    public const int EnoughToRank = 400;

    /// <summary>A share for every hyper-parameter; all 0 where the scores tell nothing. Of many trials evenly spread ones are
    /// used.</summary>
    /// <param name="state">The sweep.</param>
    /// <param name="measure">See <see cref="ImportanceRegistry"/>.</param>
    /// <param name="place">Of the objective.</param>
    /// <param name="most">So many trials at most.</param>
    public static IReadOnlyDictionary<string, double> Of(SweepState state, string measure, int place, int most = MostTrials) =>
        ImportanceRegistry.Create(measure).Of(state.Definition.Space, Spread(Observed(state, place), most));

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

    private static IReadOnlyList<Observation> Spread(IReadOnlyList<Observation> all, int most) => all.Count <= most ? all
        : [.. Enumerable.Range(0, most).Select(i => all[(int)((long)i * all.Count / most)])];

    /// <summary>What the trials that have a score taught of an objective.</summary>
    internal static IReadOnlyList<Observation> Observed(SweepState state, int place)
    {
        var objective = state.Definition.Objectives[place];
        return
        [
            .. from trial in state.Trials
               let score = trial.ScoreIn(place)
               where score is not null
               select new Observation(trial.Number, trial.Configuration, objective.AsLoss(score.Mean)),
        ];
    }
}
