namespace Orchestrator.GpuNode.Slots;

/// <summary>Stop what runs at its checkpoint, take nothing more, and answer <see cref="SlotShutDown"/>.</summary>
public sealed record ShutDownSlot;
