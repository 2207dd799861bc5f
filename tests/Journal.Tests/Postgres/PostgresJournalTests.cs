using Orchestrator.Journal.Postgres;
using Orchestrator.Journal.Tests.Conformance;

namespace Orchestrator.Journal.Tests.Postgres;

[Collection(PostgresCollection.Name)]
public sealed class PostgresJournalTests(PostgresFixture postgres) : JournalConformance
{
    protected override async Task<IJournal> CreateAsync() => await PostgresJournal.OpenAsync(await postgres.Server.CreateDatabaseAsync());
}
