using Orchestrator.GpuNode.Devices;
using Orchestrator.GpuNode.Slots;

namespace Orchestrator.GpuNode.Tests.Slots;

public sealed class MemoryBasedSlotSizingTests
{
    private const long Gib = 1L << 30;

    [Fact]
    public void Slots_are_added_while_a_worker_fits_with_a_margin()
    {
        var packing = new MemoryBasedSlotSizing("cuda:0", 1, 8);
        packing.Observe(Reading(used: 3, peak: 3))
            .ShouldBe("cuda:0: 1 of 8 slots use 3.0 GiB of 16.0 GiB, a worker up to 3.0 GiB: one more fits");
        packing.Observe(Reading(used: 6, peak: 3)).ShouldNotBeNull();
        packing.Observe(Reading(used: 9, peak: 3)).ShouldNotBeNull();
        packing.Observe(Reading(used: 13, peak: 3)).ShouldBeNull(); // 3 GiB are left, 3.6 are needed
        packing.Slots.ShouldBe(4);
    }

    [Fact]
    public void The_largest_worker_ever_seen_counts()
    {
        var packing = new MemoryBasedSlotSizing("cuda:0", 1, 8);
        packing.Observe(Reading(used: 9, peak: 9)).ShouldBeNull();
        packing.Observe(Reading(used: 6, peak: 1)).ShouldBeNull(); // a small trial now; the next may be large again
        packing.Observe(Reading(used: 1, peak: 1)).ShouldNotBeNull();
    }

    [Fact]
    public void The_limit_holds()
    {
        var packing = new MemoryBasedSlotSizing("cpu", 1, 2);
        packing.Observe(Reading(1, 1)).ShouldNotBeNull();
        packing.MayGrow.ShouldBeFalse();
        packing.Observe(Reading(2, 1)).ShouldBeNull();
    }

    [Fact]
    public void A_worker_of_no_size_tells_nothing() => new MemoryBasedSlotSizing("cpu", 1, 2).Observe(Reading(0, 0)).ShouldBeNull();

    [Fact]
    public void Want_of_memory_demotes_for_good()
    {
        var packing = new MemoryBasedSlotSizing("gpu0", 4, 4);
        packing.RunOut(workers: 4).ShouldBe(new MemoryVerdict(true, "Out of memory on gpu0: demoted from 4 to 3 slots."));
        // two were too many
        packing.RunOut(workers: 2).ShouldBe(new MemoryVerdict(true, "Out of memory on gpu0: demoted from 3 to 1 slot."));
        packing.Observe(Reading(1, 1)).ShouldBeNull();
        packing.Slots.ShouldBe(1);
    }

    [Fact]
    public void Alone_it_is_the_folds_own_fault()
    {
        var packing = new MemoryBasedSlotSizing("gpu0", 4, 4);
        var verdict = packing.RunOut(workers: 1);
        verdict.Shared.ShouldBeFalse();
        verdict.Reason.ShouldContain("had to itself");
        packing.Slots.ShouldBe(4);
    }

    [Fact]
    public void It_ends_however_often_memory_runs_out()
    {
        var packing = new MemoryBasedSlotSizing("gpu0", 64, 64);
        var shared = 0;
        while (packing.RunOut(packing.Slots).Shared)
        {
            shared++;
        }

        (shared, packing.Slots).ShouldBe((63, 1));
    }

    private static MemoryReading Reading(long used, long peak) => new(16 * Gib, used * Gib, peak * Gib);
}
