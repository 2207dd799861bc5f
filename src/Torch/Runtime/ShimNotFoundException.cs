namespace Orchestrator.Torch.Runtime;

/// <summary>The native library is missing, or what it needs is.</summary>
public sealed class ShimNotFoundException(string path, Exception? inner = null) : TorchException(
    inner is null
        ? $"The libtorch binding {path} has not been built. Build it with: src/Torch/native/build.sh"
        : $"The libtorch binding {path} cannot be loaded: {inner.Message.Split('\n')[0]} Was libtorch removed or updated since? Build the binding again with: src/Torch/native/build.sh",
    inner);
