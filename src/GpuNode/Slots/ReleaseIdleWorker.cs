namespace Orchestrator.GpuNode.Slots;

/// <summary>The slot is offered no more: end its worker, which holds memory, as soon as no fold runs there.</summary>
internal sealed record ReleaseIdleWorker;
