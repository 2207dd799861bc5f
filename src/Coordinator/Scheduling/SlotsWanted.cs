using Orchestrator.Sweeps.Scheduling;

namespace Orchestrator.Coordinator.Scheduling;

/// <summary>A sweep waits for slots; replaces what it said before. Slots go to the sender.</summary>
public sealed record SlotsWanted(SweepDemand Demand);
