using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Trials;
using Orchestrator.Coordinator.Api;
using Orchestrator.Coordinator.Persistence;
using Orchestrator.Coordinator.Tests.Scripted;
using Orchestrator.Sweeps;

namespace Orchestrator.Coordinator.Tests.Api;

public sealed class SweepReadModelTests : IAsyncLifetime
{
    private static readonly DateTimeOffset At = DateTimeOffset.UnixEpoch;
    private readonly WrittenJournal journal = new();

    public async Task InitializeAsync()
    {
        await journal.InitializeAsync();
        await WriteAsync(Planned("ended"), new SweepCancelled("enough", At));
        await WriteAsync(Planned("goes-on"));
    }

    public async Task DisposeAsync() => await journal.DisposeAsync();

    [Fact]
    public async Task Sweeps_are_listed_by_their_events_where_nobody_keeps_summaries() =>
        (await ListAsync()).ShouldBe([("ended", SweepStatus.Cancelled, false), ("goes-on", SweepStatus.Searching, false)]);

    [Fact]
    public async Task A_summary_that_is_current_saves_reading_the_events_and_one_that_lags_behind_is_passed_over()
    {
        await Project(1, Planned("goes-on"));
        await Project(2, Planned("ended"), new SweepCancelled("enough", At));
        journal.Raw("UPDATE journal SET message = x'00'"); // whoever reads events fails
        (await ListAsync()).ShouldBe([("ended", SweepStatus.Cancelled, false), ("goes-on", SweepStatus.Searching, false)]);
        journal.Raw("UPDATE sweep_index SET sequence_number = 0 WHERE sweep = 'goes-on'");
        await Should.ThrowAsync<Exception>(ListAsync);
    }

    [Fact]
    public async Task A_list_is_as_of_now()
    {
        await Project(1, Planned("goes-on"));
        await journal.WriteAsync(new SweepId("goes-on"), new SweepPaused("anna", null, false, At));
        (await ListAsync()).ShouldContain(("goes-on", SweepStatus.Searching, true));
    }

    [Fact]
    public async Task A_sweep_is_found_by_its_id_and_one_that_was_only_reserved_is_none()
    {
        var catalog = new SweepReadModel(journal.Database);
        (await catalog.FindAsync(new SweepId("goes-on"), default))!.Id.Value.ShouldBe("goes-on");
        var reserved = await journal.Database.Index.ReserveAsync("new", "key");
        (await catalog.FindAsync(reserved, default)).ShouldBeNull();
        (await ListAsync()).Length.ShouldBe(2);
    }

    private async Task<(string, SweepStatus, bool)[]> ListAsync() =>
        [.. (await new SweepReadModel(journal.Database).ListAsync(default)).Select(s => (s.Sweep.Value, s.Status, s.Paused)).Order()];

    private Task Project(long sequenceNr, params SweepEvent[] events) =>
        new SweepProjection(journal.Database.Index).UpdateAsync(events.Aggregate(SweepState.Empty, SweepEvolution.Apply), sequenceNr);

    private Task WriteAsync(params SweepEvent[] events) => journal.WriteAsync(((SweepPlanned)events[0]).Sweep, events);

    private static SweepPlanned Planned(string sweep) => new(new SweepId(sweep), Sample.Definition(), "fingerprint", At);
}
