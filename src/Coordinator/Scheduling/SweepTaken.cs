using Orchestrator.Contracts.Identifiers;

namespace Orchestrator.Coordinator.Scheduling;

/// <summary>A sweep has a new holder, who wants to know what it has; answered with <see cref="SlotsHeld"/>. The sender stands for it.</summary>
public sealed record SweepTaken(SweepId Sweep);
