using Orchestrator.Coordinator.Persistence;

namespace Orchestrator.Coordinator.Tests.Persistence;

public sealed class SqliteDatabaseTests : DatabaseConformance
{
    private readonly TemporaryFolder folder = new();

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        folder.Dispose();
    }

    protected override Task<JournalDatabase> CreateAsync() => Task.FromResult(Open());

    protected override JournalDatabase Open() => JournalDatabase.Sqlite(folder.File("an odd; 'name' with = and #.db"));
}
