namespace Orchestrator.GpuNode.Devices;

/// <summary>A CUDA device as libtorch sees it: a card, or an instance of one (MIG). What is not told is null.</summary>
/// <param name="Uuid">As <c>nvidia-smi</c> writes it, such as <c>GPU-8932f937-d72c-4106-c12f-20bd9faed9f6</c>.</param>
/// <param name="Model">The maker's name.</param>
/// <param name="MemoryBytes">Its memory.</param>
public sealed record TorchCard(string? Uuid = null, string? Model = null, long? MemoryBytes = null);
