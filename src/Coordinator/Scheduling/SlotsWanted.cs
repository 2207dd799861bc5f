namespace Orchestrator.Coordinator.Scheduling;

/// <summary>A sweep could use so many further slots now; replaces what it said before.</summary>
public sealed record SlotsWanted(int Count);
