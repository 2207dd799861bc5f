using Orchestrator.Contracts.Validation;
using Orchestrator.Search.Importance;
using Orchestrator.Search.Samplers;
using Orchestrator.Sweeps;

namespace Orchestrator.Cli.Rendering;

/// <summary>How much each hyper-parameter of a sweep mattered to an objective.</summary>
internal static class ImportanceShares
{
    /// <summary>A share for every hyper-parameter; all 0 where the scores tell nothing.</summary>
    /// <param name="state">The sweep.</param>
    /// <param name="measure">See <see cref="ImportanceRegistry"/>.</param>
    /// <param name="place">Of the objective.</param>
    public static IReadOnlyDictionary<string, double> Of(SweepState state, string measure, int place)
    {
        var objective = state.Definition.Objectives[place];
        return ImportanceRegistry.Create(measure).Of(state.Definition.Space,
        [
            .. from trial in state.Trials
               where trial.Scores.Count > 0
               select new Observation(trial.Number, trial.Configuration, objective.AsLoss(trial.Scores[place].Mean)),
        ]);
    }

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
}
