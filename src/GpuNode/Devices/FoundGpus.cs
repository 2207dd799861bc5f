using Orchestrator.Contracts.Messages;

namespace Orchestrator.GpuNode.Devices;

/// <summary>The GPUs that can be trained on.</summary>
/// <param name="Devices">Named by libtorch's ordinals.</param>
/// <param name="Reason">Why there are none, as a sentence; null = there are.</param>
/// <param name="IsSurprising">Whether the machine has cards, or may have, which cannot be used: worth a line to whoever did not ask for
/// them.</param>
public sealed record FoundGpus(IReadOnlyList<NodeDevice> Devices, string? Reason = null, bool IsSurprising = false)
{
    /// <summary>None were looked for.</summary>
    public static FoundGpus NotWanted { get; } = new([], "Nobody asked for a GPU.");

    /// <summary>What to say when the processor is used in their place; null = nothing.</summary>
    public string? Notice => IsSurprising ? $"{Reason} Training goes to the processor." : null;
}
