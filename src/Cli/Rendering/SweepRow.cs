using Orchestrator.Contracts.Identifiers;
using Orchestrator.Sweeps.State;

namespace Orchestrator.Cli.Rendering;

/// <summary>A sweep in <c>orchestrator list</c>.</summary>
/// <param name="Ended">Trials that have their score or never will.</param>
/// <param name="Planned">Most trials.</param>
/// <param name="Metric">The objective; of several the first.</param>
/// <param name="Best">Best mean so far.</param>
/// <param name="Test">Score of the refit on the held-out rows.</param>
/// <param name="Further">The further objectives; null = there is one.</param>
/// <param name="Front">How many trials no other beats; null with one objective.</param>
public sealed record SweepRow(
    SweepId Sweep, SweepStatus Status, string Algorithm, string Model, int Ended, int Planned, string Metric, double? Best, double? Test,
    DateTimeOffset StartedAt, DateTimeOffset? EndedAt, IReadOnlyList<string>? Further = null, int? Front = null)
{
    /// <summary>The row of a state.</summary>
    public static SweepRow Of(SweepState state) => new(
        state.Id, state.Status, state.Definition.Search.Algorithm, state.Definition.Model.Name, state.Trials.Count(t => t.Ended),
        state.Definition.Search.Trials, state.Definition.Objective.Metric, state.Best is { } best ? state.Trials[best].Mean : null,
        TestResult.Of(state)?.Score, state.StartedAt, state.EndedAt,
        state.Definition.FurtherObjectives?.Select(o => o.Metric).ToArray(), state.Front?.Count);
}
