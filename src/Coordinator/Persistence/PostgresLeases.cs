using System.Collections.Concurrent;
using Akka;
using Akka.Actor;
using Npgsql;

namespace Orchestrator.Coordinator.Persistence;

/// <summary>The leases of one actor system: they share connections, and are released when it shuts down.</summary>
internal sealed class PostgresLeases : IExtension
{
    // The database's clock alone. A lease that has run out is not renewed but claimed anew, for another may have had it meanwhile.
    public const string Claim =
        $"""
        INSERT INTO {PostgresStore.Schema}.lease AS held (name, owner, until) VALUES ($1, $2, clock_timestamp() + $3)
        ON CONFLICT (name) DO UPDATE SET owner = excluded.owner, until = excluded.until
        WHERE held.owner = excluded.owner OR held.until < clock_timestamp() RETURNING owner
        """;

    public const string Renew =
        $"""
        UPDATE {PostgresStore.Schema}.lease SET until = clock_timestamp() + $3
        WHERE name = $1 AND owner = $2 AND until > clock_timestamp() RETURNING owner
        """;

    public const string Release = $"DELETE FROM {PostgresStore.Schema}.lease WHERE name = $1 AND owner = $2 RETURNING owner";

    /// <summary>Enough for the renewals of all shards within a heartbeat, and for one that hangs.</summary>
    private const int Connections = 8;

    private readonly ConcurrentDictionary<string, Lazy<NpgsqlDataSource>> sources = new();
    private readonly ConcurrentDictionary<PostgresLease, bool> held = new();

    private PostgresLeases(ExtendedActorSystem system)
    {
        // Last of all: what was done under a lease is over by then.
        CoordinatedShutdown.Get(system).AddTask(CoordinatedShutdown.PhaseBeforeActorSystemTerminate, "release-leases", ReleaseAllAsync);
        system.RegisterOnTermination(() =>
        {
            foreach (var source in sources.Values)
            {
                source.Value.Dispose();
            }
        });
    }

    public static PostgresLeases Get(ActorSystem system) => system.WithExtension<PostgresLeases, Provider>();

    public NpgsqlDataSource Source(string connectionString) => sources.GetOrAdd(connectionString, given => new Lazy<NpgsqlDataSource>(() =>
    {
        var settings = PostgresStore.Settings(given, "orchestrator-lease");
        (settings.MaxPoolSize, settings.MinPoolSize, settings.MaxAutoPrepare) = (Connections, 0, 4);
        return NpgsqlDataSource.Create(settings);
    })).Value;

    public void Add(PostgresLease lease) => held[lease] = true;

    public void Remove(PostgresLease lease) => held.TryRemove(lease, out _);

    private async Task<Done> ReleaseAllAsync()
    {
        await Task.WhenAll(held.Keys.Select(async lease =>
        {
            try
            {
                await lease.Release().ConfigureAwait(false);
            }
            catch (Akka.Coordination.LeaseException)
            {
                // Without the database nobody can take it either; later it has run out.
            }
        })).ConfigureAwait(false);
        return Done.Instance;
    }

    private sealed class Provider : ExtensionIdProvider<PostgresLeases>
    {
        public override PostgresLeases CreateExtension(ExtendedActorSystem system) => new(system);
    }
}
