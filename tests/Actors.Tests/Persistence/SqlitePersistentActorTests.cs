using Orchestrator.Journal;
using Orchestrator.Journal.Sqlite;

namespace Orchestrator.Actors.Tests.Persistence;

public sealed class SqlitePersistentActorTests : PersistentActorTests
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("orchestrator-");

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    protected override IJournal Open() => SqliteJournal.Open(Path.Combine(_folder.FullName, "journal.db"));
}
