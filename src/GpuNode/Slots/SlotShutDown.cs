namespace Orchestrator.GpuNode.Slots;

/// <summary>Nothing runs any more, and nothing will.</summary>
public sealed record SlotShutDown;
