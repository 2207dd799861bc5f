namespace Orchestrator.GpuNode.Devices;

/// <summary>A card as <c>nvidia-smi</c> lists it, whatever <c>CUDA_VISIBLE_DEVICES</c> says. What it does not know is null.</summary>
/// <param name="Uuid">Such as <c>GPU-8932f937-d72c-4106-c12f-20bd9faed9f6</c>.</param>
/// <param name="Model">The maker's name.</param>
/// <param name="MemoryBytes">Its own memory.</param>
/// <param name="Driver">Version of its driver.</param>
/// <param name="UsedBytes">Memory in use, by whomever.</param>
/// <param name="Utilization">Share of the last moments in which it was at work, in percent from 0 to 100.</param>
public sealed record NvidiaCard(string Uuid, string Model, long? MemoryBytes, string Driver, long? UsedBytes, int? Utilization);
