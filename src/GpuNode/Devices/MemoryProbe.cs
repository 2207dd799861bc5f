namespace Orchestrator.GpuNode.Devices;

/// <summary>Looks at the machine's own memory, and by <c>nvidia-smi</c> at that of its GPUs.</summary>
/// <param name="host">The machine's memory.</param>
/// <param name="discovery">Knows which card is meant by a name.</param>
/// <remarks>
/// What a single process uses of a GPU is not told inside a container, so all that is in use is divided by the workers. Memory of others is
/// thereby taken for theirs, which errs on the safe side. libtorch keeps what it once had, so that now is also the peak.
/// </remarks>
public sealed class MemoryProbe(HostMemory host, DeviceDiscovery discovery) : IMemoryProbe
{
    /// <inheritdoc />
    public Task<MemoryReading?> ReadAsync(string device, IReadOnlyList<int> processes, int workers, CancellationToken cancellationToken) =>
        Task.Run(() => device == "cpu" ? OfHost(processes) : OfGpu(discovery.Find().Devices, device, workers), cancellationToken);

    /// <summary>The reading of a GPU among those that were found; null when the driver does not tell.</summary>
    public static MemoryReading? OfGpu(IReadOnlyList<Contracts.Messages.NodeDevice> gpus, string device, int workers) =>
        gpus.FirstOrDefault(g => g.Name == device) is { MemoryBytes: { } total, UsedBytes: { } used } && workers > 0
            ? new MemoryReading(total, used, used / workers)
            : null;

    private MemoryReading? OfHost(IReadOnlyList<int> processes) =>
        host.Read() is var (total, used) && processes.Select(host.PeakOf).Max() is { } peak ? new MemoryReading(total, used, peak) : null;
}

/// <summary>Looks at the memory of devices.</summary>
public interface IMemoryProbe
{
    /// <summary>The memory of a device now; null when it cannot be told.</summary>
    /// <param name="device"><c>cpu</c> or <c>cuda:0</c>.</param>
    /// <param name="processes">Ids of the worker processes on it, as far as known.</param>
    /// <param name="workers">How many there are.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<MemoryReading?> ReadAsync(string device, IReadOnlyList<int> processes, int workers, CancellationToken cancellationToken);
}
