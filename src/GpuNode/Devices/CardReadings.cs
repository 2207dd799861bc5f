namespace Orchestrator.GpuNode.Devices;

/// <summary>A card as <c>nvidia-smi</c> lists it, whatever <c>CUDA_VISIBLE_DEVICES</c> says. What it does not know is null.</summary>
/// <param name="Uuid">Such as <c>GPU-8932f937-d72c-4106-c12f-20bd9faed9f6</c>.</param>
/// <param name="Model">The maker's name.</param>
/// <param name="MemoryBytes">Its own memory.</param>
/// <param name="Driver">Version of its driver.</param>
/// <param name="UsedBytes">Memory in use, by whomever.</param>
/// <param name="Utilization">Share of the last moments in which it was at work, in percent from 0 to 100.</param>
public sealed record NvidiaCard(string Uuid, string Model, long? MemoryBytes, string Driver, long? UsedBytes, int? Utilization);

/// <summary>A CUDA device as libtorch sees it: a card, or an instance of one (MIG). What is not told is null.</summary>
/// <param name="Uuid">As <c>nvidia-smi</c> writes it, such as <c>GPU-8932f937-d72c-4106-c12f-20bd9faed9f6</c>.</param>
/// <param name="Model">The maker's name.</param>
/// <param name="MemoryBytes">Its memory.</param>
public sealed record TorchCard(string? Uuid = null, string? Model = null, long? MemoryBytes = null);

/// <summary>A look at a device's memory while workers are on it, in bytes.</summary>
/// <param name="TotalBytes">What there is.</param>
/// <param name="UsedBytes">What is in use, by whomever.</param>
/// <param name="PeakBytes">The most that one worker has used.</param>
public sealed record MemoryReading(long TotalBytes, long UsedBytes, long PeakBytes);
