using Orchestrator.Coordinator.Persistence;

namespace Orchestrator.Coordinator.Tests.Persistence;

[Collection(PostgresCollection.Name)]
public sealed class PostgresDatabaseTests(PostgresFixture postgres) : DatabaseConformance
{
    private string connectionString = "";

    protected override async Task<JournalDatabase> CreateAsync()
    {
        connectionString = await postgres.Server.CreateDatabaseAsync();
        return Open();
    }

    protected override JournalDatabase Open() => JournalDatabase.Postgres(connectionString);
}
