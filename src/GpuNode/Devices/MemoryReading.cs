namespace Orchestrator.GpuNode.Devices;

/// <summary>A look at a device's memory while workers are on it, in bytes.</summary>
/// <param name="TotalBytes">What there is.</param>
/// <param name="UsedBytes">What is in use, by whomever.</param>
/// <param name="PeakBytes">The most that one worker has used.</param>
public sealed record MemoryReading(long TotalBytes, long UsedBytes, long PeakBytes);
