using Orchestrator.Contracts.Identifiers;

namespace Orchestrator.Contracts.Messages;

/// <summary>An epoch ended.</summary>
/// <param name="Epoch">From 1.</param>
/// <param name="Metrics">Value by metric name.</param>
public sealed record EpochMeasured(SweepId Sweep, AttemptId Attempt, int Epoch, IReadOnlyDictionary<string, double> Metrics)
    : WorkerMessage(Sweep, Attempt);
