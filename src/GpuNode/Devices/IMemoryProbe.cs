namespace Orchestrator.GpuNode.Devices;

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
