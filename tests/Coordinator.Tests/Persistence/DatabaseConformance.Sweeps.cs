using System.Text;
using System.Text.Json;
using Akka.Actor;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Serialization;
using Orchestrator.Coordinator.Persistence;
using Orchestrator.Sweeps;
using Orchestrator.Sweeps.Serialization;

namespace Orchestrator.Coordinator.Tests.Persistence;

public abstract partial class DatabaseConformance
{
    [SkippableFact]
    public async Task A_thousand_events_come_back_after_a_restart()
    {
        var events = Enumerable.Range(0, 100).Select(seed => Walk(trials: 200, seed)).First(walk => walk.Count > 1000);
        var system = Start();
        (await WriteAsync(system.Journaling(Sweep), events)).ShouldBe(events.Count);
        await system.Terminate();

        var recovered = await ReportAsync(Actor(Sweep));

        recovered.SequenceNr.ShouldBe(events.Count);
        recovered.Replayed.Select(Text).ShouldBe(events.Select(Text));
        (await Database.Sweeps.EventsAsync(Sweep).ToListAsync()).Select(Text).ShouldBe(events.Select(Text));
        Text((await Database.Sweeps.LoadAsync(Sweep))!).ShouldBe(Text(recovered.State));
    }

    [SkippableFact]
    public async Task A_snapshot_of_this_build_stands_for_the_events_before_it()
    {
        var events = Walk(trials: 20);
        var cut = events.Count / 2;
        var actor = Actor(Sweep);
        await WriteAsync(actor, [.. events.Take(cut)]);
        (await actor.Ask<long>(new JournalingActor.TakeSnapshot(), WaitLimit)).ShouldBe(cut);
        await WriteAsync(actor, [.. events.Skip(cut)]);

        var recovered = await ReportAsync(Actor(Sweep));

        recovered.FromSnapshot.ShouldBe(cut);
        recovered.Replayed.Count.ShouldBe(events.Count - cut);
        Text(recovered.State).ShouldBe(Text(events.Aggregate(SweepState.Empty, SweepEvolution.Apply)));
        Text((await Database.Sweeps.LoadAsync(Sweep))!).ShouldBe(Text(recovered.State));
    }

    [SkippableFact]
    public async Task A_snapshot_of_another_build_is_passed_over()
    {
        var events = Walk(trials: 20);
        var actor = Actor(Sweep);
        await WriteAsync(actor, events);
        await actor.Ask<long>(new JournalingActor.TakeSnapshot(), WaitLimit);
        var build = typeof(SweepEvolution).Module.ModuleVersionId.ToString("N")[..12];
        await ChangeSnapshotsAsync(json => json.Replace(build, "another-one1", StringComparison.Ordinal));

        var recovered = await ReportAsync(Actor(Sweep));

        recovered.FromSnapshot.ShouldBe(0);
        recovered.Replayed.Count.ShouldBe(events.Count);
        Text((await Database.Sweeps.LoadAsync(Sweep))!).ShouldBe(Text(recovered.State));
        await WriteAsync(Actor(new SweepId("other-1")), events[0]); // the journal is none the worse
    }

    [SkippableFact]
    public async Task A_second_writer_of_the_same_number_is_refused_and_the_firsts_event_stands()
    {
        var at = DateTimeOffset.UnixEpoch;
        var events = Walk();
        await WriteAsync(Actor(Sweep), events[0]);
        var (first, second) = (Actor(Sweep), Actor(Sweep));
        await ReportAsync(first);
        await ReportAsync(second); // both believe to be the one

        (await WriteAsync(first, new SweepPaused("first", null, false, at))).ShouldBe(2);
        var refused = second.Ask<long>(new JournalingActor.Write(
            [new SweepPaused("second", null, false, at), new SweepContinued("second", null, at)]), WaitLimit);
        await second.WatchAsync().WaitAsync(WaitLimit); // OnPersistFailure stops it

        refused.IsCompletedSuccessfully.ShouldBeFalse();
        var stored = await Database.Sweeps.NumberedAsync(Sweep, 2).ToListAsync();
        stored.Select(row => (row.SequenceNr, ((SweepPaused)row.Event).By)).ShouldBe([(2, "first")]);
        (await WriteAsync(first, new SweepContinued("first", null, at))).ShouldBe(3);
    }

    [SkippableFact]
    public async Task Sweeps_that_are_written_at_once_do_not_mix()
    {
        var system = Start();
        var sweeps = Enumerable.Range(0, 32).Select(i => new SweepId($"walk-{i}")).ToArray();
        var walks = sweeps.Select((_, i) => Walk(seed: i)).ToArray();
        await Task.WhenAll(sweeps.Select(async (sweep, i) =>
        {
            var actor = system.Journaling(sweep);
            foreach (var part in walks[i].Chunk(3))
            {
                await WriteAsync(actor, part);
            }
        }));
        for (var i = 0; i < sweeps.Length; i++)
        {
            (await Database.Sweeps.EventsAsync(sweeps[i]).ToListAsync()).Select(Text).ShouldBe(walks[i].Select(Text));
        }
    }

    [SkippableTheory]
    [InlineData(1, 2500)]
    [InlineData(1024, 1477)]
    [InlineData(2500, 1)]
    [InlineData(2501, 0)]
    public async Task Reading_starts_where_it_is_told_and_has_no_gap(long from, int count)
    {
        await WriteAsync(Actor(Sweep), [Walk()[0], .. Enumerable.Repeat(new SweepResumed(DateTimeOffset.UnixEpoch), 2499)]);
        (await Database.Sweeps.NumberedAsync(Sweep, from).Select(row => row.SequenceNr).ToListAsync())
            .ShouldBe(Enumerable.Range(0, count).Select(i => from + i));
    }

    [SkippableFact]
    public async Task What_is_written_is_read_beside_the_writer_and_a_reader_does_not_hold_it_up()
    {
        await using var reader = Open();
        var actor = Actor(Sweep);
        await WriteAsync(actor, [Walk()[0], .. Enumerable.Repeat(new SweepResumed(DateTimeOffset.UnixEpoch), 2000)]);
        await using var events = reader.Sweeps.EventsAsync(Sweep).GetAsyncEnumerator();
        (await events.MoveNextAsync()).ShouldBeTrue();
        (await WriteAsync(actor, new SweepResumed(DateTimeOffset.UnixEpoch))).ShouldBe(2002);
        var count = 1;
        while (await events.MoveNextAsync())
        {
            count++;
        }
        count.ShouldBe(2002);
    }

    [SkippableFact]
    public async Task Sweeps_are_listed_and_those_that_go_on_are_told_apart()
    {
        var system = Start();
        async Task JournalAsync(string id, params IReadOnlyList<SweepEvent> events) =>
            await WriteAsync(system.Journaling(new SweepId(id)), events);

        (await Database.Sweeps.ListAsync()).ShouldBeEmpty();
        (await Database.Sweeps.OpenSweepsAsync()).ShouldBeEmpty();
        var walk = Walk();
        walk[^1].ShouldBeOfType<SweepCompleted>();
        await JournalAsync("b-1", walk[0]);
        await JournalAsync("a-10", walk);
        await JournalAsync("a-2", [.. walk, new ResultRejected(new AttemptId(new FoldId(0, 0), 7), "late", DateTimeOffset.UnixEpoch)]);
        await JournalAsync("A-1", walk[0], new SweepCancelled("enough", DateTimeOffset.UnixEpoch),
            new SweepResumed(DateTimeOffset.UnixEpoch));
        await JournalAsync("c-1", [.. walk, new SweepExtended(9, "ada", DateTimeOffset.UnixEpoch)]);
        await JournalAsync("c-2", [.. walk, new SweepExtended(9, "ada", DateTimeOffset.UnixEpoch), walk[^1]]);
        await Database.Index.ReserveAsync("reserved", "key");

        (await Database.Sweeps.ListAsync()).Select(id => id.Value).ShouldBe(["A-1", "a-10", "a-2", "b-1", "c-1", "c-2"]);
        (await Database.Sweeps.OpenSweepsAsync()).Select(id => id.Value).ShouldBe(["b-1", "c-1"]);
        foreach (var (id, open) in ((string, bool)[])
            [("a-10", false), ("a-2", false), ("A-1", false), ("b-1", true), ("b-2", false), ("c-1", true), ("c-2", false)])
        {
            (await Database.Sweeps.IsOpenAsync(new SweepId(id))).ShouldBe(open, id);
        }
        (await Database.Sweeps.LoadAsync(new SweepId("b-2"))).ShouldBeNull();
        (await Database.Sweeps.EventsAsync(new SweepId("b-2")).ToListAsync()).ShouldBeEmpty();
    }

    [SkippableFact]
    public async Task An_event_of_a_newer_release_is_named()
    {
        await WriteAsync(Actor(Sweep), [.. Walk().Take(5)]);
        await Database.Store.WriteAsync((c, t) => c.ExecuteAsync(
            $"UPDATE {Database.Store.Prefix}journal SET manifest = 'trial-teleported/1' WHERE sequence_number = 4", t), default);
        (await Should.ThrowAsync<FormatException>(async () => await Database.Sweeps.LoadAsync(Sweep)))
            .Message.ShouldContain("trial-teleported/1");
        await Actor(Sweep).WatchAsync().WaitAsync(WaitLimit); // its recovery fails, and it must not act on half a history
    }

    [SkippableFact]
    public async Task No_type_names_are_on_disk()
    {
        var actor = Actor(Sweep);
        await WriteAsync(actor, Walk());
        await actor.Ask<long>(new JournalingActor.TakeSnapshot(), WaitLimit);
        var rows = await Database.Store.ReadAsync(
            (c, t) => c.RowsAsync(
                $"""
                SELECT identifier, manifest, message FROM {Database.Store.Prefix}journal UNION ALL
                SELECT serializer_id, manifest, snapshot FROM {Database.Store.Prefix}snapshot
                """,
                row => (Serializer: row.GetInt32(0), Manifest: row.GetString(1),
                    Json: Encoding.UTF8.GetString(row.GetFieldValue<byte[]>(2))),
                t),
            default);
        rows.ShouldAllBe(row => row.Serializer == 9001);
        rows.ShouldAllBe(row => !row.Json.Contains("Orchestrator.") && !row.Json.Contains("$type"));
        rows.Select(row => row.Manifest).Distinct().ShouldBeSubsetOf([.. SweepEventCodec.Known, "sweep-state/1"]);
    }

    private async Task ChangeSnapshotsAsync(Func<string, string> change)
    {
        var json = (await Database.Store.ReadAsync(
            (c, t) => c.RowsAsync($"SELECT snapshot FROM {Database.Store.Prefix}snapshot", row =>
                Encoding.UTF8.GetString(row.GetFieldValue<byte[]>(0)), t), default)).Single();
        change(json).ShouldNotBe(json);
        await Database.Store.WriteAsync(
            (c, t) => c.ExecuteAsync($"UPDATE {Database.Store.Prefix}snapshot SET snapshot = @json", t,
                ("@json", Encoding.UTF8.GetBytes(change(json)))), default);
    }

    private static string Text(object value) => JsonSerializer.Serialize(value, value.GetType(), WireJson.Options);
}
