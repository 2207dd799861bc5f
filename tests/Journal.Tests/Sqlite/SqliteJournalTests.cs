using Orchestrator.Journal.Sqlite;
using Orchestrator.Journal.Tests.Conformance;

namespace Orchestrator.Journal.Tests.Sqlite;

public sealed class SqliteJournalTests : JournalConformance
{
    private readonly TemporaryFolder folder = new();

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        folder.Dispose();
    }

    protected override Task<IJournal> CreateAsync() => Task.FromResult<IJournal>(SqliteJournal.Open(folder.File("new/folder/journal.db")));
}
