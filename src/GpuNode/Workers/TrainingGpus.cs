using Orchestrator.Contracts.Protocol;
using Orchestrator.GpuNode.Devices;
using Orchestrator.Models.Torch;

namespace Orchestrator.GpuNode.Workers;

/// <summary>The GPUs that workers of this machine can train on: those of the driver, if this build's libtorch can use them.</summary>
public static class TrainingGpus
{
    private const string Cure = "Set TORCH_ROOT to the torch folder of a CUDA build of PyTorch 2.10, or build with ORCHESTRATOR_TORCH=cuda.";

    /// <summary>Looks for them, without loading libtorch.</summary>
    /// <param name="device"><c>auto</c>, <c>cpu</c> or <c>cuda</c>.</param>
    /// <param name="warn">Hears, in a sentence, why GPUs are passed over.</param>
    /// <exception cref="InvalidOperationException">CUDA is asked for, and libtorch is built without it.</exception>
    public static IReadOnlyList<NodeDevice> Find(string device, Action<string> warn) =>
        device == "cpu" ? [] : Usable(device, DeviceDiscovery.FindGpus(), TorchRuntime.IsBuiltForCuda, warn);

    internal static IReadOnlyList<NodeDevice> Usable(string device, IReadOnlyList<NodeDevice> gpus, bool libtorchHasCuda, Action<string> warn)
    {
        if (gpus.Count == 0 || libtorchHasCuda)
        {
            return gpus;
        }

        var found = $"This machine has {gpus.Count} GPU{(gpus.Count == 1 ? "" : "s")}, but libtorch is built without CUDA";
        if (device == "cuda")
        {
            throw new InvalidOperationException($"{found}, and device 'cuda' is asked for. {Cure}");
        }

        warn($"{found}: folds train on the processor. {Cure}");
        return [];
    }
}
