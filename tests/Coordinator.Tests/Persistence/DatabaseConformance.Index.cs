using Orchestrator.Contracts.Identifiers;
using Orchestrator.Coordinator.Persistence;

namespace Orchestrator.Coordinator.Tests.Persistence;

public abstract partial class DatabaseConformance
{
    [SkippableFact]
    public async Task Ids_count_up_over_what_is_reserved_and_what_is_journaled()
    {
        await WriteAsync(Actor(new SweepId("a-7")), Walk()[0]);
        await WriteAsync(Actor(new SweepId("a-b-20")), Walk()[0]);
        (await Database.Index.ReserveAsync("a", "k1")).Value.ShouldBe("a-8");
        (await Database.Index.ReserveAsync("a", "k2")).Value.ShouldBe("a-9");
        (await Database.Index.ReserveAsync("a", "k1")).Value.ShouldBe("a-8", "the same submission");
        (await Database.Index.ReserveAsync("a-b", "k3")).Value.ShouldBe("a-b-21");
        (await Database.Index.ReserveAsync("b", "k4")).Value.ShouldBe("b-1");
    }

    [SkippableFact]
    public async Task A_submission_that_several_coordinators_hear_at_once_gets_one_id()
    {
        await using var other = Open();
        var same = await Task.WhenAll(Enumerable.Range(0, 16)
            .Select(i => Task.Run(() => (i % 2 == 0 ? Database : other).Index.ReserveAsync("a", "same"))));
        same.Distinct().Select(id => id.Value).ShouldBe(["a-1"]);
        var different = await Task.WhenAll(Enumerable.Range(0, 16)
            .Select(i => Task.Run(() => (i % 2 == 0 ? Database : other).Index.ReserveAsync("b", $"key {i}"))));
        different.Select(id => id.Value).Order(StringComparer.Ordinal)
            .ShouldBe(Enumerable.Range(1, 16).Select(i => $"b-{i}").Order(StringComparer.Ordinal));
    }

    [SkippableFact]
    public async Task A_projection_goes_forward_only_and_says_whether_it_is_current()
    {
        var reserved = await Database.Index.ReserveAsync("walk", "key");
        reserved.ShouldBe(Sweep);
        (await Database.Index.ReadAsync()).ShouldBe([new SweepIndexRow(Sweep, "key", 0, 0, false, null)]);
        var walk = Walk();
        var actor = Actor(Sweep);
        await WriteAsync(actor, walk[0]);
        await WriteAsync(actor, walk[1]);
        await WriteAsync(Actor(new SweepId("plain-1")), walk[0]);

        await Database.Index.UpdateAsync(Sweep, 2, true, "{\"at\":2}");
        await Database.Index.UpdateAsync(Sweep, 1, false, "{\"at\":1}");
        await Database.Index.UpdateAsync(new SweepId("projected-1"), 5, false, "{}");

        var rows = await Database.Index.ReadAsync();
        rows.ShouldBe(
        [
            new SweepIndexRow(new SweepId("plain-1"), null, 0, 1, false, null),
            new SweepIndexRow(new SweepId("projected-1"), null, 5, 0, false, "{}"),
            new SweepIndexRow(Sweep, "key", 2, 2, true, "{\"at\":2}"),
        ]);
        rows.Select(row => row.IsCurrent).ShouldBe([false, false, true]);
    }
}
