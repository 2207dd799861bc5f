namespace Orchestrator.GpuNode.Slots;

/// <summary>What it means that a worker has run out of memory.</summary>
/// <param name="Shared">Whether other workers were on the device: then the fold is interrupted, and goes on when there are fewer. Else it
/// has failed.</param>
/// <param name="Reason">For the journal, a sentence.</param>
public sealed record MemoryVerdict(bool Shared, string Reason);
