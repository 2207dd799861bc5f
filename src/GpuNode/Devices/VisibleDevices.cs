using System.Globalization;

namespace Orchestrator.GpuNode.Devices;

/// <summary>
/// What <c>CUDA_VISIBLE_DEVICES</c> leaves of a machine's cards: indices, UUIDs (or the beginning of one) or MIG ids, up to the first that
/// is none. Pure.
/// </summary>
/// <param name="value">The variable; null = not set, all are visible.</param>
/// <param name="order">The variable <c>CUDA_DEVICE_ORDER</c>; null = not set, the fastest first.</param>
public sealed class VisibleDevices(string? value, string? order = null)
{
    /// <summary>The variable's name.</summary>
    public const string Variable = "CUDA_VISIBLE_DEVICES";

    private const string OrderVariable = "CUDA_DEVICE_ORDER";

    /// <summary>Those of this process, which workers inherit.</summary>
    public static VisibleDevices OfThisProcess =>
        new(Environment.GetEnvironmentVariable(Variable), Environment.GetEnvironmentVariable(OrderVariable));

    /// <summary>Why no card can be visible, whatever there is; null = some may be.</summary>
    public string? HidesAll => value is not null && !IsDevice(Entries[0]) ? $"{Variable} is '{value}', which hides all GPUs" : null;

    private string[] Entries => value!.Split(',', StringSplitOptions.TrimEntries);

    /// <summary>
    /// The UUIDs of the visible cards in CUDA's order, as far as they can be told; null = a card is visible there, but unknown which.
    /// </summary>
    /// <param name="cards">Those of the machine, in the order of the PCI bus.</param>
    /// <remarks>
    /// CUDA counts the fastest card first unless it is told otherwise. Among cards of one model that is the order of the bus.
    /// </remarks>
    public IReadOnlyList<string?> Uuids(IReadOnlyList<NvidiaCard> cards)
    {
        var inOrder = order == "PCI_BUS_ID" || cards.Select(card => card.Model).Distinct().Count() <= 1;
        if (value is null)
        {
            return [.. cards.Select(card => inOrder ? card.Uuid : null)];
        }
        var uuids = new List<string?>();
        foreach (var entry in Entries.TakeWhile(IsDevice))
        {
            if (Index(entry) is { } index)
            {
                if (index >= cards.Count)
                {
                    break;
                }
                uuids.Add(inOrder ? cards[index].Uuid : null);
            }
            else if (entry.StartsWith("MIG-", StringComparison.Ordinal))
            {
                uuids.Add(entry);
            }
            else if (cards.Where(card => card.Uuid.StartsWith(entry, StringComparison.OrdinalIgnoreCase)).ToArray() is [var only])
            {
                uuids.Add(only.Uuid);
            }
            else
            {
                break;
            }
        }
        return uuids;
    }

    private static bool IsDevice(string entry) =>
        Index(entry) is not null || entry.StartsWith("GPU-", StringComparison.OrdinalIgnoreCase)
        || entry.StartsWith("MIG-", StringComparison.Ordinal);

    private static int? Index(string entry) =>
        int.TryParse(entry, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : null;
}
