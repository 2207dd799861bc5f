using System.Globalization;
using Orchestrator.GpuNode.Devices;

namespace Orchestrator.GpuNode.Slots;

/// <summary>How many slots a device bears: more while they fit, fewer once memory has run out. Pure.</summary>
/// <remarks>
/// The next slot must fit beside all that is in use, with a margin, at the size of the largest worker seen. After memory has run out the
/// number never grows again: configurations differ in size, and what did not fit once will not fit when it comes again.
/// </remarks>
public sealed class MemoryBasedSlotSizing
{
    /// <summary>Memory that must be left beside a further worker, as a share of its size.</summary>
    public const double Margin = 0.2;

    private readonly string device;
    private int most;
    private long largest;

    /// <summary>The packing of a device.</summary>
    /// <param name="device">Its name, for reasons.</param>
    /// <param name="slots">To begin with, at least 1.</param>
    /// <param name="most">Never more than this, at least <paramref name="slots"/>.</param>
    public MemoryBasedSlotSizing(string device, int slots, int most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(slots, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, slots);
        (this.device, Slots, this.most) = (device, slots, most);
    }

    /// <summary>Slots now, at least 1.</summary>
    public int Slots { get; private set; }

    /// <summary>Whether a look at the memory could lead to a further slot.</summary>
    public bool MayGrow => Slots < most;

    /// <summary>Looks at the memory while every slot is at work.</summary>
    /// <returns>Why there is a slot more now; null = there is not.</returns>
    public string? Observe(MemoryReading reading)
    {
        largest = Math.Max(largest, reading.PeakBytes);
        var left = reading.TotalBytes - reading.UsedBytes;
        if (!MayGrow || reading.PeakBytes <= 0 || left < largest * (1 + Margin))
        {
            return null;
        }

        Slots++;
        return $"{device}: {Slots - 1} of {most} slots use {Size(reading.UsedBytes)} of {Size(reading.TotalBytes)}, a worker up to "
            + $"{Size(largest)}: one more fits";
    }

    /// <summary>A worker has run out of memory.</summary>
    /// <param name="workers">Worker processes on the device then, itself included.</param>
    public MemoryVerdict RunOut(int workers)
    {
        if (workers <= 1)
        {
            return new(Shared: false,
                $"Out of memory on {device}, which it had to itself: it needs a device with more memory, or a smaller configuration.");
        }

        var before = Slots;
        Slots = most = Math.Max(1, Math.Min(Slots, workers) - 1);
        return new(Shared: true, $"Out of memory on {device}: demoted from {before} to {Slots} slot{(Slots == 1 ? "" : "s")}.");
    }

    private static string Size(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1L << 30):0.0} GiB");
}

/// <summary>What it means that a worker has run out of memory.</summary>
/// <param name="Shared">Whether other workers were on the device: then the fold is interrupted, and goes on when there are fewer. Else it
/// has failed.</param>
/// <param name="Reason">For the journal, a sentence.</param>
public sealed record MemoryVerdict(bool Shared, string Reason);
