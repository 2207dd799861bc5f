using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Trials;

namespace Orchestrator.Contracts.Api;

/// <summary>A sweep in a list of sweeps.</summary>
/// <param name="Ended">Trials that have their score or never will.</param>
/// <param name="Planned">Most trials.</param>
/// <param name="Metric">The objective; of several the first.</param>
/// <param name="Best">Best mean so far.</param>
/// <param name="Test">The refit's score on the held-out rows; null without such rows, when it would be a score of training rows.</param>
/// <param name="Paused">Whether it starts nothing until a user lets it go on.</param>
/// <param name="AdditionalObjectives">The further objectives; null = there is one.</param>
/// <param name="Front">How many trials no other beats; null with one objective.</param>
/// <param name="Nested">Which part of which nested cross-validation it is; null = of none.</param>
/// <param name="Waiting">Why no node that is present can ever serve it; null = one can, or nobody has looked.</param>
public sealed record SweepSummary(
    SweepId Sweep, SweepStatus Status, string Algorithm, string Model, int Ended, int Planned, string Metric, double? Best, double? Test,
    DateTimeOffset StartedAt, DateTimeOffset? EndedAt, bool Paused = false,
    IReadOnlyList<string>? AdditionalObjectives = null, int? Front = null, string? Waiting = null, NestedDefinition? Nested = null);
