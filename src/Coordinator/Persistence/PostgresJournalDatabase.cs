using Npgsql;

namespace Orchestrator.Coordinator.Persistence;

/// <inheritdoc />
internal sealed class PostgresJournalDatabase(PostgresStore store) : JournalDatabase(store)
{
    // A shard whose database hangs begins anew after so long.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    // Two writes under way: one prepares while the other waits for the disk. More would make each smaller.
    public override string AkkaConfig =>
        $"""
        {AkkaSqlConfig.Create("PostgreSQL.15", store.AkkaConnectionString, PostgresStore.Schema, parallelism: 2, Patience)}
        {PostgresLease.Hocon(store.AkkaConnectionString)}
        """;

    public override async Task PrepareAsync(CancellationToken ct = default)
    {
        try
        {
            await store.RunAsync((connection, token) => PostgresSchema.MigrateAsync(connection, store.Name, token), ct)
                .ConfigureAwait(false);
        }
        catch (NpgsqlException e)
        {
            throw store.Explain(e);
        }
    }
}
