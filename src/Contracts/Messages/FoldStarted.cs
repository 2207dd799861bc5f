using Orchestrator.Contracts.Identifiers;

namespace Orchestrator.Contracts.Messages;

/// <summary>Training begins.</summary>
/// <param name="FromEpoch">Epochs already in the checkpoint; 0 = from the start.</param>
/// <param name="Device">Where, such as <c>cpu</c> or <c>cuda:0</c>.</param>
public sealed record FoldStarted(SweepId Sweep, AttemptId Attempt, int FromEpoch, string Device) : WorkerMessage(Sweep, Attempt);
