using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;

namespace Orchestrator.GpuNode.Devices;

/// <summary>Divides a machine into slots.</summary>
public static class SlotPlan
{
    /// <summary>What a worker takes at the least: runtime, libtorch, and a small network with its data.</summary>
    public const long LeastMemory = 384L << 20;

    /// <summary>One slot a GPU, or one a core on the CPU, unless <see cref="ResourcesDefinition.Slots"/> says otherwise.</summary>
    /// <param name="node">The node's name.</param>
    /// <param name="resources">What the user asked for.</param>
    /// <param name="found">The CUDA devices of this machine.</param>
    /// <param name="cores">Processor cores that this program may use: a control group's quota and the affinity count.</param>
    /// <param name="memory">Bytes that a control group leaves this program; null = no limit.</param>
    /// <exception cref="DeviceUnavailableException">CUDA is asked for and there is none.</exception>
    /// <remarks>
    /// A slot's intra-op threads are cores / slots: two slots of two threads each on two cores run 2 - 20 times slower than two of one.
    /// </remarks>
    public static EquatableList<SlotDescription> Divide(string node, ResourcesDefinition resources, FoundGpus found, int cores,
        long? memory = null)
    {
        var gpus = found.Devices;
        if (resources.Device == "cuda" && gpus.Count == 0)
        {
            throw new DeviceUnavailableException(
                $"Device 'cuda' is asked for, but there is none to use. {found.Reason} Otherwise take 'auto' or 'cpu'.");
        }
        var onGpu = resources.Device != "cpu" && gpus.Count > 0;
        var slots = resources.Slots ?? (onGpu ? gpus.Count : memory is { } limit ? Math.Clamp(Fitting(limit), 1, cores) : cores);
        return Enumerable.Range(0, slots)
            .Select(i => new SlotDescription(new SlotId(node, i), onGpu ? gpus[i % gpus.Count].Name : "cpu", Math.Max(1, cores / slots)))
            .ToEquatableList();
    }

    // One share is this process's own.
    private static int Fitting(long memory) => (int)Math.Min(int.MaxValue, memory / LeastMemory - 1);
}
