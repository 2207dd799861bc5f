using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.Trials;
using Orchestrator.Coordinator.Persistence;

namespace Orchestrator.Coordinator.Tests.Persistence;

/// <summary>Files that are not what they should be, and files that are only read.</summary>
public sealed class SqliteFileTests : IDisposable
{
    private const string OldTables =
        """
        CREATE TABLE entity (id INTEGER PRIMARY KEY, persistence_id TEXT NOT NULL UNIQUE,
          owner_epoch INTEGER NOT NULL DEFAULT 0, sequence_nr INTEGER NOT NULL DEFAULT 0);
        CREATE TABLE event (entity INTEGER NOT NULL REFERENCES entity, sequence_nr INTEGER NOT NULL,
          owner_epoch INTEGER NOT NULL, at TEXT NOT NULL, manifest TEXT NOT NULL, json TEXT NOT NULL,
          PRIMARY KEY (entity, sequence_nr)) WITHOUT ROWID;
        PRAGMA application_id = 1330791242; PRAGMA user_version = 1;
        """;

    private static readonly SweepId Sweep = new("walk-1");
    private readonly TemporaryFolder folder = new();

    private string File => folder.File("journal.db");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_journal_of_the_engine_before_this_one_is_refused_with_its_name_and_the_cure(bool readOnly)
    {
        folder.Raw("journal.db", OldTables);
        var error = await RefusalAsync(readOnly);
        error.ShouldContain(File);
        error.ShouldContain("earlier release");
        error.ShouldContain("move the file away");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_file_that_is_no_database_is_named(bool readOnly)
    {
        System.IO.File.WriteAllText(File, string.Concat(Enumerable.Repeat("trial,loss\n1,0.5\n", 1000)));
        var error = await RefusalAsync(readOnly);
        error.ShouldContain(File);
        error.ShouldContain("not a journal");
        System.IO.File.ReadAllText(File).ShouldStartWith("trial,loss");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Another_programs_database_is_left_alone(bool readOnly)
    {
        folder.Raw("journal.db", "CREATE TABLE bookmarks (url TEXT)");
        var before = System.IO.File.ReadAllBytes(File);
        (await RefusalAsync(readOnly)).ShouldContain("not a journal");
        System.IO.File.ReadAllBytes(File).ShouldBe(before);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_newer_format_is_refused_with_both_versions(bool readOnly)
    {
        await PrepareAsync();
        folder.Raw("journal.db", "PRAGMA user_version = 99");
        var error = await RefusalAsync(readOnly);
        error.ShouldContain(File);
        error.ShouldContain("format 99");
    }

    [Fact]
    public async Task A_missing_file_is_not_created_by_reading()
    {
        (await RefusalAsync(readOnly: true)).ShouldContain($"no journal at '{File}'");
        System.IO.File.Exists(File).ShouldBeFalse();
    }

    [Fact]
    public async Task A_damaged_page_is_told_by_the_read_that_meets_it()
    {
        await PrepareAsync(Enumerable.Range(1, 2000));
        await using (var bytes = System.IO.File.OpenWrite(File))
        {
            bytes.Seek(8 * 4096, SeekOrigin.Begin);
            bytes.Write(Enumerable.Repeat((byte)0xA5, (int)(bytes.Length - (8 * 4096))).ToArray());
        }
        await using var damaged = JournalDatabase.Sqlite(File, readOnly: true);
        var error = (await Should.ThrowAsync<JournalException>(() => damaged.Sweeps.MeasurementsAsync(Sweep))).Message;
        error.ShouldContain(File);
        error.ShouldContain("damaged");
    }

    [Fact]
    public async Task Processes_that_race_to_create_a_file_share_it()
    {
        var databases = Enumerable.Range(0, 8).Select(_ => JournalDatabase.Sqlite(File)).ToArray();
        await Task.WhenAll(databases.Select(database => database.PrepareAsync()));
        var ids = await Task.WhenAll(databases.Select((database, i) => database.Index.ReserveAsync("a", $"{i}")));
        ids.Distinct().Count().ShouldBe(8);
        foreach (var database in databases)
        {
            await database.DisposeAsync();
        }
    }

    [Fact]
    public async Task What_was_opened_to_read_refuses_to_write()
    {
        await PrepareAsync([1]);
        await using (var reader = JournalDatabase.Sqlite(File, readOnly: true))
        {
            await reader.PrepareAsync();
            (await Should.ThrowAsync<InvalidOperationException>(() => reader.Index.ReserveAsync("a", "key")))
                .Message.ShouldContain("read-only");
            await Should.ThrowAsync<InvalidOperationException>(() => reader.Measurements.AppendAsync([Row(2)]));
            (await reader.Sweeps.MeasurementsAsync(Sweep)).ShouldBe([Row(1)]);
        }
    }

    [Fact]
    public async Task A_file_of_the_format_before_is_read_as_it_is_and_brought_up_to_date_by_a_writer()
    {
        await PrepareAsync([1]);
        folder.Raw("journal.db", "DROP TABLE log_line; PRAGMA user_version = 2");
        AttemptId[] attempts = [new(new FoldId(0, 0), 1)];
        await using (var reader = JournalDatabase.Sqlite(File, readOnly: true))
        {
            await reader.PrepareAsync();
            (await reader.Sweeps.MeasurementsAsync(Sweep)).ShouldBe([Row(1)]);
            (await reader.Logs.ReadAsync(Sweep, attempts)).ShouldBeEmpty();
        }

        await using var writer = JournalDatabase.Sqlite(File);
        await writer.PrepareAsync();
        await writer.Logs.AppendAsync([new FoldLogged(Sweep, attempts[0], [new LogLine(1, DateTimeOffset.UnixEpoch, "text")], 100, 101)]);
        (await writer.Logs.ReadAsync(Sweep, attempts))[attempts[0]].ShouldHaveSingleItem().Text.ShouldBe("text");
        (await writer.Sweeps.MeasurementsAsync(Sweep)).ShouldBe([Row(1)]);
    }

    [Fact]
    public async Task What_was_put_away_while_it_was_open_is_a_failure_until_it_is_back()
    {
        await using var database = JournalDatabase.Sqlite(File);
        (await Should.ThrowAsync<JournalException>(() => database.Measurements.AppendAsync([Row(1)])))
            .Message.ShouldContain($"no journal at '{File}'");
        (await Should.ThrowAsync<JournalException>(() => database.Sweeps.ListAsync())).Message.ShouldContain($"no journal at '{File}'");
        await database.PrepareAsync();
        await database.Measurements.AppendAsync([Row(1)]);
        (await database.Sweeps.MeasurementsAsync(Sweep)).ShouldBe([Row(1)]);
    }

    public void Dispose() => folder.Dispose();

    private static MeasurementRow Row(int epoch) => new(Sweep, 0, 0, 1, epoch, "loss", epoch);

    private async Task PrepareAsync(params IEnumerable<int> epochs)
    {
        await using var database = JournalDatabase.Sqlite(File);
        await database.PrepareAsync();
        await database.Measurements.AppendAsync([.. epochs.Select(Row)]);
    }

    private async Task<string> RefusalAsync(bool readOnly)
    {
        await using var database = JournalDatabase.Sqlite(File, readOnly);
        return (await Should.ThrowAsync<JournalException>(() => database.PrepareAsync())).Message;
    }
}
