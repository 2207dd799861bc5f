using Orchestrator.Torch.Runtime;

namespace Orchestrator.GpuNode.Devices;

/// <summary>The libtorch behind this program's binding.</summary>
public sealed class TorchDevices : ITorchDevices
{
    /// <inheritdoc />
    public string Version => Libtorch.Version;

    /// <inheritdoc />
    public string? Folder => Mapped("/libtorch_cpu.so") is { } path ? Path.GetDirectoryName(path) : null;

    /// <inheritdoc />
    public bool HasCuda
    {
        get
        {
            _ = Libtorch.Version; // loads it
            return Mapped("/libtorch_cuda") is not null;
        }
    }

    /// <inheritdoc />
    public bool IsPatched => false;

    /// <inheritdoc />
    public IReadOnlyList<TorchCard> Cards => [.. Enumerable.Range(0, Cuda.DeviceCount).Select(CudaDriver.Describe)];

    /// <inheritdoc />
    public string? LoadFailure(Exception exception) => exception is TorchException or DllNotFoundException ? exception.Message : null;

    // What the loader has mapped is what is called, whatever was configured.
    private static string? Mapped(string part) => !File.Exists("/proc/self/maps") ? null : File.ReadLines("/proc/self/maps")
        .FirstOrDefault(line => line.Contains(part, StringComparison.Ordinal)) is { } line ? line[line.IndexOf('/')..] : null;
}
