using Orchestrator.Journal.Sqlite;

namespace Orchestrator.Journal.Tests.Sqlite;

/// <summary>Several journals on one file, as several processes have them.</summary>
public sealed class SqliteSharingTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string File => folder.File("journal.db");

    [Fact]
    public async Task All_is_there_after_reopening()
    {
        await using (var journal = SqliteJournal.Open(File))
        {
            await journal.AppendAsync("a", 0, await journal.ClaimAsync("a"), Events.Some(3));
            await journal.SaveSnapshotAsync("a", 3, "state/1", "{}");
            await journal.AppendMeasurementsAsync([new MeasurementRow("a", 0, 0, 1, 1, "loss", double.NaN)]);
        }

        await using var again = SqliteJournal.Open(File);
        (await again.ReadAsync("a").ToListAsync()).Count.ShouldBe(3);
        (await again.LoadSnapshotAsync("a")).ShouldNotBeNull();
        (await again.ReadMeasurementsAsync("a").ToListAsync()).ShouldHaveSingleItem();
        (await again.ClaimAsync("a")).ShouldBe(2);
    }

    [Fact]
    public async Task The_later_claim_wins_and_the_older_owner_is_refused()
    {
        await using var first = SqliteJournal.Open(File);
        await using var second = SqliteJournal.Open(File);
        var older = await first.ClaimAsync("a");
        await first.AppendAsync("a", 0, older, Events.Some(1));
        var newer = await second.ClaimAsync("a");

        await Should.ThrowAsync<JournalConflictException>(async () => await first.AppendAsync("a", 1, older, Events.Some(1)));
        (await second.AppendAsync("a", 1, newer, Events.Some(1))).ShouldBe(2);
    }

    [Fact]
    public async Task A_reader_sees_each_append_while_the_writer_is_open()
    {
        await using var writer = SqliteJournal.Open(File);
        await using var reader = SqliteJournal.OpenReadOnly(File);
        var epoch = await writer.ClaimAsync("a");
        for (var nr = 0; nr < 5; nr++)
        {
            await writer.AppendAsync("a", nr, epoch, Events.Some(1));
            (await reader.ReadAsync("a").ToListAsync()).Count.ShouldBe(nr + 1);
        }
    }

    [Fact]
    public async Task A_read_that_is_not_finished_does_not_stop_the_writer()
    {
        await using var journal = SqliteJournal.Open(File);
        var epoch = await journal.ClaimAsync("a");
        await journal.AppendAsync("a", 0, epoch, Events.Some(2000));
        await using var records = journal.ReadAsync("a").GetAsyncEnumerator();
        (await records.MoveNextAsync()).ShouldBeTrue();
        (await journal.AppendAsync("a", 2000, epoch, Events.Some(1))).ShouldBe(2001);
    }

    [Fact]
    public async Task Journals_that_race_to_create_a_file_share_it()
    {
        var journals = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => SqliteJournal.Open(File))));
        var epochs = await Task.WhenAll(journals.Select(journal => journal.ClaimAsync("a").AsTask()));
        epochs.Order().ShouldBe([1, 2, 3, 4, 5, 6, 7, 8]);
        foreach (var journal in journals) await journal.DisposeAsync();
    }

    [Fact]
    public async Task Writes_under_way_are_finished_by_disposal()
    {
        var journal = SqliteJournal.Open(File);
        var epoch = await journal.ClaimAsync("a");
        var appends = Enumerable.Range(0, 100).Select(i => journal.AppendAsync("a", i, epoch, Events.Some(1)).AsTask()).ToList();
        await journal.DisposeAsync();
        (await Task.WhenAll(appends)).ShouldBe(Enumerable.Range(1, 100).Select(i => (long)i));
    }

    [Fact]
    public async Task A_refused_append_leaves_those_that_share_its_commit_alone()
    {
        await using var journal = SqliteJournal.Open(File);
        var epoch = await journal.ClaimAsync("a");
        var good = Enumerable.Range(0, 200).Select(i => (Good: journal.AppendAsync("a", i, epoch, Events.Some(1)).AsTask(), Bad: journal.AppendAsync("a", i, epoch - 1, Events.Some(1)).AsTask())).ToList();
        foreach (var (append, refused) in good)
        {
            await append;
            await Should.ThrowAsync<JournalConflictException>(refused);
        }

        (await journal.ReadAsync("a").ToListAsync()).Count.ShouldBe(200);
    }

    [Fact]
    public async Task A_read_only_journal_refuses_to_write()
    {
        await using (var journal = SqliteJournal.Open(File)) await journal.ClaimAsync("a");
        await using var reader = SqliteJournal.OpenReadOnly(File);
        (await Should.ThrowAsync<InvalidOperationException>(async () => await reader.ClaimAsync("a"))).Message.ShouldContain("read-only");
    }

    public void Dispose() => folder.Dispose();
}
