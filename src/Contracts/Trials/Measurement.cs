using Orchestrator.Contracts.Identifiers;

namespace Orchestrator.Contracts.Trials;

/// <summary>One value of one metric at the end of one epoch.</summary>
/// <param name="Attempt">Who measured.</param>
/// <param name="Epoch">From 1.</param>
/// <param name="Metric">For example <c>train/loss</c> or <c>validation/accuracy</c>.</param>
/// <param name="Value">May be non-finite: a diverged loss is a fact worth keeping.</param>
public sealed record Measurement(AttemptId Attempt, int Epoch, string Metric, double Value);
