using Orchestrator.Contracts.Identifiers;

namespace Orchestrator.Contracts.Trials;

/// <summary>One value of one metric at the end of one epoch. All but <paramref name="Value"/> is the key.</summary>
/// <param name="Sweep">The sweep.</param>
/// <param name="Trial">Trial number, from 0.</param>
/// <param name="Fold">Fold index, from 0; negative for a refit.</param>
/// <param name="Attempt">Attempt number, from 1.</param>
/// <param name="Epoch">Epoch number, from 1.</param>
/// <param name="Metric">For example <c>validation/loss</c>; not empty.</param>
/// <param name="Value">Any double. NaN and the infinities survive storage; which NaN, and the sign of zero, need not.</param>
public sealed record MeasurementRow(SweepId Sweep, int Trial, int Fold, int Attempt, int Epoch, string Metric, double Value);

/// <summary>One value of one metric at the end of one epoch.</summary>
/// <param name="Attempt">Who measured.</param>
/// <param name="Epoch">From 1.</param>
/// <param name="Metric">For example <c>train/loss</c> or <c>validation/accuracy</c>.</param>
/// <param name="Value">May be non-finite: a diverged loss is a fact worth keeping.</param>
public sealed record Measurement(AttemptId Attempt, int Epoch, string Metric, double Value);
