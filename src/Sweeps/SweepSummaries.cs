using Orchestrator.Contracts.Api;
using Orchestrator.Contracts.Trials;

namespace Orchestrator.Sweeps;

/// <summary>What a list of sweeps tells of each.</summary>
public static class SweepSummaries
{
    /// <summary>The summary of a state.</summary>
    public static SweepSummary Summarize(this SweepState state) => new(
        state.Id, state.Status, state.Definition.Search.Algorithm, state.Definition.Model.Name, state.Trials.Count(t => t.Ended),
        state.Definition.Search.Trials, state.Definition.Objective.Metric, state.Best is { } best ? state.Trials[best].Mean : null,
        state.Definition.HasTestRows ? state.Refit?.Result?.Score : null, state.StartedAt, state.EndedAt, state.Pause is not null,
        state.Definition.FurtherObjectives?.Select(o => o.Metric).ToArray(), state.Front?.Count,
            Nested: state.Definition.CrossValidation.Nested);
}
