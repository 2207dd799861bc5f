namespace Orchestrator.Coordinator.Persistence;

/// <summary>Which coordinators there are, and which of them may form a new cluster: rows in the journal's PostgreSQL database, aged by
/// its clock.</summary>
/// <remarks>
/// <para>The order of a start: <see cref="WithdrawAsync"/> what an earlier process left at this address. Then in turns, until one
/// succeeds: join what <see cref="LiveAsync"/> names; or <see cref="TryClaimFormationAsync"/>, and form a cluster alone. Once up in the
/// cluster, <see cref="AnnounceAsync"/> as a heartbeat, and not before: who is announced is joined.</para>
/// <para>Whoever formed a cluster and got up only after its claim had run out claims again: false means that another has formed one, and
/// to end.</para>
/// <para>Each throws a <see cref="JournalException"/> when the database stays away. The tables are made by <see
/// cref="JournalDatabase.PrepareAsync"/>.</para>
/// </remarks>
public sealed class CoordinatorDirectory : IAsyncDisposable
{
    private readonly PostgresStore store;

    /// <summary>Connects at the first call.</summary>
    public CoordinatorDirectory(string connectionString) =>
        store = new PostgresStore(connectionString, PostgresStore.DefaultRetryTime, TimeProvider.System);

    /// <summary>Says that a coordinator is up in the cluster. To be repeated a few times within the age that readers accept.</summary>
    /// <param name="address">Of its actor system.</param>
    /// <param name="api">Of its HTTP API.</param>
    public Task AnnounceAsync(string address, string api, CancellationToken ct = default) => store.WriteAsync(
        (connection, token) => connection.ExecuteAsync(
            $"""
            INSERT INTO {store.Prefix}coordinator (address, api, seen_at) VALUES (@address, @api, now())
            ON CONFLICT (address) DO UPDATE SET api = excluded.api, seen_at = excluded.seen_at;
            DELETE FROM {store.Prefix}coordinator WHERE seen_at < now() - interval '1 day'
            """,
            token,
            ("@address", address), ("@api", api)),
        ct);

    /// <summary>The coordinators that have announced themselves within <paramref name="maxAge"/>, the latest first.</summary>
    public async Task<IReadOnlyList<CoordinatorEntry>> LiveAsync(TimeSpan maxAge, CancellationToken ct = default) => await store.ReadAsync(
        (connection, token) => connection.RowsAsync(
            $"""
            SELECT address, api, now() - seen_at FROM {store.Prefix}coordinator
            WHERE seen_at > now() - @age ORDER BY seen_at DESC, address
            """,
            row => new CoordinatorEntry(row.GetString(0), row.GetString(1), row.GetFieldValue<TimeSpan>(2)),
            token,
            ("@age", maxAge)),
        ct).ConfigureAwait(false);

    /// <summary>Whether a coordinator may form a cluster alone: no other has announced itself within <paramref name="ttl"/>, and none has
    /// claimed it.</summary>
    /// <param name="address">Of its actor system.</param>
    /// <param name="ttl">How long the claim stands: more than it takes to form a cluster and announce oneself.</param>
    public async Task<bool> TryClaimFormationAsync(string address, TimeSpan ttl, CancellationToken ct = default) => await store.WriteAsync(
        (connection, token) => connection.ExecuteAsync(
            $"""
            INSERT INTO {store.Prefix}formation AS claimed (address, until)
            SELECT @address, clock_timestamp() + @ttl
            WHERE NOT EXISTS (SELECT 1 FROM {store.Prefix}coordinator WHERE address <> @address AND seen_at > clock_timestamp() - @ttl)
            ON CONFLICT (single) DO UPDATE SET address = excluded.address, until = excluded.until
            WHERE claimed.address = excluded.address OR claimed.until < clock_timestamp()
            """,
            token,
            ("@address", address), ("@ttl", ttl)),
        ct).ConfigureAwait(false) == 1;

    /// <summary>Forgets a coordinator that has ended, and its claim.</summary>
    public Task WithdrawAsync(string address, CancellationToken ct = default) => store.WriteAsync(
        (connection, token) => connection.ExecuteAsync(
            $"""
            DELETE FROM {store.Prefix}coordinator WHERE address = @address;
            DELETE FROM {store.Prefix}formation WHERE address = @address
            """,
            token,
            ("@address", address)),
        ct);

    /// <summary>Lets go of the connections.</summary>
    public ValueTask DisposeAsync() => store.DisposeAsync();
}

/// <summary>A coordinator that has announced itself.</summary>
/// <param name="Address">Of its actor system, for example <c>akka.ssl.tcp://orchestrator@host:port</c>.</param>
/// <param name="Api">Of its HTTP API, for example <c>https://host:port</c>.</param>
/// <param name="Age">How long ago it last did, by the database's clock.</param>
public sealed record CoordinatorEntry(string Address, string Api, TimeSpan Age);
