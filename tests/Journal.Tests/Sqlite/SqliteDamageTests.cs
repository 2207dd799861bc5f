using Microsoft.Data.Sqlite;
using Orchestrator.Journal.Sqlite;

namespace Orchestrator.Journal.Tests.Sqlite;

/// <summary>Files that are not what they should be.</summary>
public sealed class SqliteDamageTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string File => folder.File("journal.db");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_file_that_is_no_database_is_named(bool readOnly)
    {
        System.IO.File.WriteAllText(File, string.Concat(Enumerable.Repeat("trial,loss\n1,0.5\n", 1000)));
        var error = Should.Throw<JournalException>(() => Open(readOnly));
        error.Message.ShouldContain(File);
        error.Message.ShouldContain("not a journal");
        System.IO.File.ReadAllText(File).ShouldStartWith("trial,loss");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Another_programs_database_is_left_alone(bool readOnly)
    {
        await using (SqliteJournal.Open(folder.File("binds-the-library.db")))
        {
            Raw("CREATE TABLE bookmarks (url TEXT)");
        }

        var error = Should.Throw<JournalException>(() => Open(readOnly));
        error.Message.ShouldContain(File);
        error.Message.ShouldContain("not a journal");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_newer_format_is_refused_with_both_versions(bool readOnly)
    {
        await using (SqliteJournal.Open(File))
        {
        }

        Raw("PRAGMA user_version = 99");
        var error = Should.Throw<JournalException>(() => Open(readOnly));
        error.Message.ShouldContain(File);
        error.Message.ShouldContain("format 99");
    }

    [Fact]
    public async Task A_damaged_page_is_told_by_the_read_that_meets_it()
    {
        await using (var journal = SqliteJournal.Open(File))
        {
            await journal.AppendAsync("a", 0, await journal.ClaimAsync("a"), Events.Some(2000));
        }

        await using (var bytes = System.IO.File.OpenWrite(File))
        {
            bytes.Seek(4096, SeekOrigin.Begin);
            bytes.Write(Enumerable.Repeat((byte)0xA5, (int)(bytes.Length - 4096)).ToArray());
        }

        await using var damaged = SqliteJournal.OpenReadOnly(File);
        var error = await Should.ThrowAsync<JournalException>(async () => await damaged.ReadAsync("a").ToListAsync());
        error.Message.ShouldContain(File);
        error.Message.ShouldContain("damaged");
    }

    [Fact]
    public void A_missing_file_is_not_created_by_reading()
    {
        Should.Throw<JournalException>(() => SqliteJournal.OpenReadOnly(File)).Message.ShouldContain($"no journal at '{File}'");
        System.IO.File.Exists(File).ShouldBeFalse();
    }

    public void Dispose() => folder.Dispose();

    private SqliteJournal Open(bool readOnly) => readOnly ? SqliteJournal.OpenReadOnly(File) : SqliteJournal.Open(File);

    private void Raw(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
