namespace Orchestrator.Torch.Runtime;

/// <summary>Memory of a GPU, in bytes.</summary>
public readonly record struct CudaMemory(long Free, long Total);
