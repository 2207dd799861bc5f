namespace Orchestrator.Coordinator.Scheduling;

/// <summary>All slots that a sweep has.</summary>
public sealed record SlotsHeld(IReadOnlyList<SlotGranted> Slots);
