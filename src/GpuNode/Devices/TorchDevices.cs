using Orchestrator.Models.Torch;

namespace Orchestrator.GpuNode.Devices;

/// <summary>The libtorch behind TorchSharp.</summary>
public sealed class TorchDevices : ITorchDevices
{
    /// <inheritdoc />
    public string Version => TorchRuntime.Version;

    /// <inheritdoc />
    public string? Folder => TorchRuntime.Folder;

    /// <inheritdoc />
    public bool HasCuda
    {
        get
        {
            TorchRuntime.Load();
            return TorchRuntime.IsBuiltForCuda;
        }
    }

    /// <inheritdoc />
    public bool IsPatched => TorchRuntime.NeededPatch;

    /// <inheritdoc />
    public bool LstmKernelAgrees => TorchRuntime.LstmKernelAgrees;

    /// <inheritdoc />
    public bool ConvolutionKernelsAgree => TorchRuntime.ConvolutionKernelsAgree;

    /// <inheritdoc />
    public IReadOnlyList<TorchCard> Cards => [.. Enumerable.Range(0, TorchRuntime.CudaCards).Select(CudaDriver.Describe)];

    /// <inheritdoc />
    public string? LoadFailure(Exception exception) => exception is TorchException or DllNotFoundException ? exception.Message : null;
}

/// <summary>A kind of device is asked for that this machine does not have. The message names the reason and the cure.</summary>
public sealed class DeviceUnavailableException(string message) : Exception(message);
