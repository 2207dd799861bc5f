using Npgsql;

namespace Orchestrator.Coordinator.Persistence;

/// <inheritdoc />
internal sealed class PostgresJournalDatabase(PostgresStore store) : JournalDatabase(store)
{
    // Two writes under way: one prepares while the other waits for the disk. More would make each smaller.
    // The shards delete the events that a snapshot of theirs stands for, so that they cannot do without it.
    public override string AkkaConfig => AkkaSqlConfig.Create(
        "PostgreSQL.15",
        store.AkkaConnectionString,
        PostgresStore.Schema,
        parallelism: 2,
        withShards: true,
        $$"""
        akka.cluster.sharding.journal-plugin-id = "akka.persistence.journal.sql"
        akka.cluster.sharding.snapshot-plugin-id = "akka.persistence.snapshot-store.{{AkkaSqlConfig.Shards}}"
        {{PostgresLease.Hocon(store.AkkaConnectionString)}}
        """);

    public override async Task PrepareAsync(CancellationToken ct = default)
    {
        try
        {
            await store.RunAsync((connection, token) => PostgresSchema.MigrateAsync(connection, store.Name, token), ct).ConfigureAwait(false);
        }
        catch (NpgsqlException e)
        {
            throw store.Explain(e);
        }
    }
}
