namespace Orchestrator.Journal.Tests.Conformance;

/// <summary>What every journal must do. A store's tests derive from this.</summary>
public abstract partial class JournalConformance : IAsyncLifetime
{
    private const string Sweep = "sweep-1";

    protected IJournal Journal { get; private set; } = null!;

    public async Task InitializeAsync() => Journal = await CreateAsync();

    public virtual async Task DisposeAsync()
    {
        if (Journal is not null) await Journal.DisposeAsync(); // It is null when the test is skipped.
    }

    /// <summary>An empty journal. Skips the test where the store is not to be had.</summary>
    protected abstract Task<IJournal> CreateAsync();

    [SkippableFact]
    public async Task Events_come_back_as_they_went_in()
    {
        var epoch = await Journal.ClaimAsync(Sweep);
        var events = Events.Some(3);
        (await Journal.AppendAsync(Sweep, 0, epoch, events)).ShouldBe(3);
        var odd = new JournalEvent("odd/1", "{\"text\":\"\u00e9\u4e2d\U0001F9EC\\u0000\"}", DateTimeOffset.MaxValue);
        (await Journal.AppendAsync(Sweep, 3, epoch, [odd])).ShouldBe(4);

        var records = await Journal.ReadAsync(Sweep).ToListAsync();

        records.Select(record => record.Event).ShouldBe([.. events, odd]);
        records.Select(record => record.SequenceNr).ShouldBe([1, 2, 3, 4]);
        records.ShouldAllBe(record => record.PersistenceId == Sweep);
    }

    [SkippableFact]
    public async Task An_instant_survives_whatever_its_offset()
    {
        var epoch = await Journal.ClaimAsync(Sweep);
        var at = new DateTimeOffset(2026, 3, 29, 1, 59, 59, TimeSpan.FromHours(5.5)).AddTicks(1234567);
        await Journal.AppendAsync(Sweep, 0, epoch, [new JournalEvent("x/1", "{}", at)]);
        (await Journal.ReadAsync(Sweep).SingleAsync()).Event.At.ShouldBe(at);
    }

    [SkippableTheory]
    [InlineData(1, 2500)]
    [InlineData(1024, 1477)]
    [InlineData(2500, 1)]
    [InlineData(2501, 0)]
    public async Task Reading_starts_where_it_is_told_and_has_no_gap(long from, int count)
    {
        var epoch = await Journal.ClaimAsync(Sweep);
        await Journal.AppendAsync(Sweep, 0, epoch, Events.Some(2500));
        var numbers = await Journal.ReadAsync(Sweep, from).Select(record => record.SequenceNr).ToListAsync();
        numbers.ShouldBe(Enumerable.Range(0, count).Select(i => from + i));
    }

    [SkippableFact]
    public async Task The_last_event_is_found_without_the_others()
    {
        await Journal.ClaimAsync("other");
        var epoch = await Journal.ClaimAsync(Sweep);
        (await Journal.ReadLastAsync(Sweep)).ShouldBeNull();
        var events = Events.Some(5);
        await Journal.AppendAsync(Sweep, 0, epoch, events);
        await Journal.AppendAsync("other", 0, await Journal.ClaimAsync("other"), Events.Some(9));
        (await Journal.ReadLastAsync(Sweep)).ShouldBe(new JournalRecord(Sweep, 5, events[4]));
    }

    [SkippableFact]
    public async Task Histories_do_not_mix()
    {
        string[] ids = ["a", "A", "b/c", "ab"];
        foreach (var id in ids)
        {
            var epoch = await Journal.ClaimAsync(id);
            await Journal.AppendAsync(id, 0, epoch, [new JournalEvent("is/1", $"\"{id}\"", DateTimeOffset.UnixEpoch)]);
        }

        foreach (var id in ids) (await Journal.ReadAsync(id).SingleAsync()).Event.Json.ShouldBe($"\"{id}\"");
    }

    [SkippableFact]
    public async Task Only_entities_with_events_are_listed_in_ordinal_order()
    {
        foreach (var id in (string[])["b", "a", "B"]) await Journal.AppendAsync(id, 0, await Journal.ClaimAsync(id), Events.Some(1));
        await Journal.ClaimAsync("claimed");
        await Journal.AppendMeasurementsAsync([new MeasurementRow("measured", 0, 0, 1, 1, "loss", 1)]);
        (await Journal.PersistenceIdsAsync()).ShouldBe(["B", "a", "b"]);
    }

    [SkippableFact]
    public async Task An_unknown_entity_is_empty()
    {
        (await Journal.PersistenceIdsAsync()).ShouldBeEmpty();
        (await Journal.ReadAsync("none").ToListAsync()).ShouldBeEmpty();
        (await Journal.ReadLastAsync("none")).ShouldBeNull();
        (await Journal.ReadMeasurementsAsync("none").ToListAsync()).ShouldBeEmpty();
        (await Journal.LoadSnapshotAsync("none")).ShouldBeNull();
    }

    [SkippableFact]
    public async Task An_append_of_nothing_checks_ownership()
    {
        var epoch = await Journal.ClaimAsync(Sweep);
        (await Journal.AppendAsync(Sweep, 0, epoch, [])).ShouldBe(0);
        await Should.ThrowAsync<JournalConflictException>(async () => await Journal.AppendAsync(Sweep, 0, epoch + 1, []));
    }

    [SkippableFact]
    public async Task A_cancelled_append_writes_nothing()
    {
        var epoch = await Journal.ClaimAsync(Sweep);
        var cancelled = new CancellationToken(canceled: true);
        await Should.ThrowAsync<OperationCanceledException>(
            async () => await Journal.AppendAsync(Sweep, 0, epoch, Events.Some(1), cancelled));
        (await Journal.ReadAsync(Sweep).ToListAsync()).ShouldBeEmpty();
    }

    [SkippableFact]
    public async Task A_disposed_journal_says_so()
    {
        await Journal.DisposeAsync();
        await Should.ThrowAsync<ObjectDisposedException>(async () => await Journal.ClaimAsync(Sweep));
        await Should.ThrowAsync<ObjectDisposedException>(async () => await Journal.ReadAsync(Sweep).ToListAsync());
    }

    [SkippableFact]
    public async Task An_empty_id_is_an_error()
    {
        await Should.ThrowAsync<ArgumentException>(async () => await Journal.ClaimAsync(""));
        await Should.ThrowAsync<ArgumentException>(async () => await Journal.ReadAsync("").ToListAsync());
    }
}
