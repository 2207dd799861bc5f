using Orchestrator.Contracts.Messages;

namespace Orchestrator.GpuNode.Devices;

/// <summary>
/// Finds what this machine can train on: the cards that libtorch sees, under its names for them, with the memory that <c>nvidia-smi</c>
/// reads.
/// </summary>
/// <param name="torch">What workers train with. It is not asked, and so not loaded, where there is no driver.</param>
/// <param name="driver">Lists the machine's cards.</param>
/// <param name="visible">What of them this process may see.</param>
/// <param name="limit">How long libtorch may take to see them; null = a minute.</param>
/// <remarks>
/// The two number cards differently: CUDA begins with the fastest and counts only those that are visible. UUIDs join them. libtorch is
/// asked once a process, because what it has seen first it goes on seeing.
/// </remarks>
public sealed class DeviceDiscovery(ITorchDevices torch, NvidiaSmi driver, VisibleDevices visible, TimeSpan? limit = null)
{
    private readonly Lock gate = new();
    private readonly TimeSpan limit = limit ?? TimeSpan.FromMinutes(1);
    private Task<IReadOnlyList<TorchCard>>? asked;

    /// <summary>A discovery of this machine's devices.</summary>
    /// <param name="torch">What workers train with; null = this program's binding.</param>
    public static DeviceDiscovery OfThisMachine(ITorchDevices? torch = null) =>
        new(torch ?? new TorchDevices(), new NvidiaSmi(), VisibleDevices.OfThisProcess);

    /// <summary>The GPUs that can be trained on, or why there are none.</summary>
    public FoundGpus Find()
    {
        try
        {
            return Look();
        }
        catch (TimeoutException e)
        {
            return Unusable(e.Message);
        }
    }

    /// <summary>Everything that this machine can train on, with its memory and how busy it is: the GPUs, then the processor.</summary>
    /// <exception cref="TimeoutException">The driver does not answer: nothing new is known.</exception>
    public IReadOnlyList<NodeDevice> Survey() => [.. Look().Devices, Cpu()];

    /// <summary>The processor.</summary>
    public static NodeDevice Cpu()
    {
        var memory = new HostMemory().Read();
        return new("cpu", $"{new HostProcessors().Count} cores", memory?.Total, memory?.Used);
    }

    private FoundGpus Look()
    {
        if (visible.HidesAll is { } hidden)
        {
            return new([], $"{hidden}.");
        }
        var cards = driver.List();
        if (cards.Count == 0)
        {
            return new([], "No NVIDIA driver answers on this machine.");
        }
        try
        {
            var seen = Seen();
            return seen.Count > 0 ? new([.. Join(seen, cards)]) : Unusable(Blindness(cards));
        }
        catch (Exception e) when (torch.LoadFailure(e) is { } failure)
        {
            return Unusable($"libtorch cannot be loaded: {failure}");
        }
    }

    // A driver that hangs would hold whoever asks for ever: the question is left behind with its thread.
    private IReadOnlyList<TorchCard> Seen()
    {
        lock (gate)
        {
            asked ??= Task.Factory.StartNew(
                () => torch.Cards, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
        try
        {
            return asked.WaitAsync(limit).GetAwaiter().GetResult();
        }
        catch (TimeoutException)
        {
            throw new TimeoutException(
                $"libtorch has not listed its devices within {limit.TotalSeconds:0.#} s, as happens when the NVIDIA driver hangs.");
        }
    }

    private string Blindness(IReadOnlyList<NvidiaCard> cards) => !torch.HasCuda
        ? $"The machine has {Count(cards)}, but libtorch is built without CUDA: set TORCH_ROOT to a CUDA build's torch folder."
        : $"The machine has {Count(cards)}, but libtorch {torch.Version} sees none: driver {cards[0].Driver} may be too old for its CUDA, "
            + $"or {VisibleDevices.Variable} names none of them.";

    private IEnumerable<NodeDevice> Join(IReadOnlyList<TorchCard> seen, IReadOnlyList<NvidiaCard> cards)
    {
        var byUuid = cards.ToLookup(card => card.Uuid, StringComparer.OrdinalIgnoreCase);
        var guessed = visible.Uuids(cards);
        for (var ordinal = 0; ordinal < seen.Count; ordinal++)
        {
            var uuid = seen[ordinal].Uuid ?? (guessed.Count == seen.Count ? guessed[ordinal] : null);
            var card = uuid is null ? null : byUuid[uuid].FirstOrDefault();
            yield return new NodeDevice(
                $"cuda:{ordinal}", card?.Model ?? seen[ordinal].Model ?? uuid ?? "GPU", card?.MemoryBytes ?? seen[ordinal].MemoryBytes,
                card?.UsedBytes, card?.Utilization, card?.Driver ?? cards[0].Driver);
        }
    }

    private static FoundGpus Unusable(string reason) => new([], reason, IsSurprising: true);

    private static string Count(IReadOnlyList<NvidiaCard> cards) =>
        cards.Count == 1 ? $"a GPU ({cards[0].Model})" : $"{cards.Count} GPUs ({cards[0].Model})";
}

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
