namespace Orchestrator.GpuNode.Devices;

/// <summary>A piece of hardware that trains.</summary>
/// <param name="Name">libtorch's name: <c>cpu</c>, <c>cuda:0</c>.</param>
/// <param name="Model">The maker's name.</param>
/// <param name="MemoryBytes">Its own memory; null for the CPU.</param>
/// <param name="Driver">Driver version; null for the CPU.</param>
public sealed record DeviceDescription(string Name, string Model, long? MemoryBytes = null, string? Driver = null);
