using Akka.Actor.Setup;
using Akka.Persistence.Sql.Config;
using LinqToDB;

namespace Orchestrator.Coordinator.Persistence;

/// <inheritdoc />
internal sealed class SqliteJournalDatabase(SqliteStore store) : JournalDatabase(store)
{
    private const string Provider = "SQLite.MS";
    private const long Full = 2;

    // Nobody else would take over: a crowded machine's process, which may take long for its first statement, is waited for.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    // One writer at a time: several would only wait for each other's lock.
    public override string AkkaConfig =>
        AkkaSqlConfig.Create(Provider, store.AkkaConnectionString, schema: null, parallelism: 1, Patience);

    public override Setup AkkaSetup => new DataOptionsSetup(new DataOptions()
        .UseConnectionString(Provider, store.AkkaConnectionString)
        .UseInterceptor(new SqliteAkkaConnections(SqliteStore.BusyTimeout)));

    public override Task PrepareAsync(CancellationToken ct = default) =>
        Task.Run(() => store.GuardAsync(() => Task.FromResult(Prepare())), ct);

    private bool Prepare()
    {
        if (store.IsReadOnly)
        {
            using var reader = store.OpenReader();
            SqliteSchema.Check(reader, store.Name);
            return true;
        }
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(store.Name)!);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new JournalException($"'{store.Name}' cannot be created: {e.Message}", e);
        }
        using (var connection = store.OpenWriter(create: true))
        {
            SqliteSchema.Prepare(connection, store.Name);
        }

        // Akka's connections take the library's default.
        using var akka = store.OpenReader();
        return akka.Number("PRAGMA synchronous") == Full
            ? true
            : throw new JournalException(
                $"'{store.Name}': this SQLite library does not wait for the disk when it commits (synchronous is not FULL).");
    }
}
