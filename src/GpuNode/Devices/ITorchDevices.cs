namespace Orchestrator.GpuNode.Devices;

/// <summary>The libtorch that workers train with, and the GPUs that it sees. The first question loads it into this process.</summary>
/// <remarks>Its members throw what the loader throws (see <see cref="LoadFailure"/>) where it cannot be loaded.</remarks>
public interface ITorchDevices
{
    /// <summary>Its version, such as <c>2.10.0</c>.</summary>
    string Version { get; }

    /// <summary>The folder that it was loaded from; null = unknown.</summary>
    string? Folder { get; }

    /// <summary>Whether it is built with CUDA.</summary>
    bool HasCuda { get; }

    /// <summary>
    /// Whether it could only be loaded as a patched copy, because this system's C++ runtime is older than the one that it was built with.
    /// </summary>
    bool IsPatched { get; }

    /// <summary>Whether its LSTM kernel computes right numbers on this processor; where not, LSTM layers go step by step.</summary>
    bool LstmKernelAgrees { get; }

    /// <summary>Whether oneDNN's convolutions compute right numbers on this processor; where not, libtorch works without oneDNN.</summary>
    bool ConvolutionKernelsAgree { get; }

    /// <summary>
    /// The CUDA devices that it sees, in its order: the first is <c>cuda:0</c>. <c>CUDA_VISIBLE_DEVICES</c> and control groups are in
    /// force.
    /// </summary>
    IReadOnlyList<TorchCard> Cards { get; }

    /// <summary>Why it cannot be loaded, if the exception says so; null = the exception is about something else.</summary>
    string? LoadFailure(Exception exception);
}
