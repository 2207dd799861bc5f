using System.Data.Common;
using System.Net.Sockets;
using Npgsql;
using Orchestrator.Contracts.Trials;

namespace Orchestrator.Coordinator.Persistence;

/// <summary>Lends connections to one database, waits out the server's absences, and says which database it was when it fails.</summary>
internal sealed class PostgresStore : SqlStore
{
    public const string Schema = "orchestrator";
    public static readonly TimeSpan DefaultRetryTime = TimeSpan.FromSeconds(15);

    /// <summary>Fewer than Npgsql's 100, which is all that a server has by default: several coordinators share one, and Akka has
    /// connections of its own.</summary>
    private const int MaxConnections = 16;

    private const string IdleInTransactionTimeout = "25P03";
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(500);

    private readonly NpgsqlDataSource source;
    private readonly TimeSpan retryFor;
    private readonly TimeProvider time;
    private readonly PostgresMeasurements measurements;

    public PostgresStore(string connectionString, TimeSpan retryFor, TimeProvider time)
    {
        (this.retryFor, this.time) = (retryFor, time);
        var settings = Settings(connectionString, "orchestrator");
        settings.MaxAutoPrepare = Math.Max(settings.MaxAutoPrepare, 32);
        Name = $"{settings.Host}:{settings.Port}/{settings.Database ?? settings.Username}";
        source = NpgsqlDataSource.Create(settings);
        AkkaConnectionString = Settings(connectionString, "orchestrator-journal").ConnectionString;
        measurements = new PostgresMeasurements(this);
    }

    public override string Name { get; }

    public override string Prefix => Schema + ".";

    /// <summary>For Akka's connections.</summary>
    public string AkkaConnectionString { get; }

    /// <summary>What every connection of a coordinator needs.</summary>
    /// <param name="connectionString">What a user gave.</param>
    /// <param name="purpose">Stands in <c>pg_stat_activity</c>, unless the user named it.</param>
    public static NpgsqlConnectionStringBuilder Settings(string connectionString, string purpose)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        if (!settings.ContainsKey("Maximum Pool Size"))
        {
            settings.MaxPoolSize = Math.Max(MaxConnections, settings.MinPoolSize);
        }

        // A coordinator that is stopped in the middle of a transaction would keep its successor from writing. The server ends it then.
        const string Limit = "-c idle_in_transaction_session_timeout=3000";
        if (settings.Options?.Contains("idle_in_transaction_session_timeout", StringComparison.Ordinal) != true)
        {
            settings.Options = $"{settings.Options} {Limit}".Trim();
        }
        settings.TcpKeepAlive = true;
        settings.NoResetOnClose = true; // nothing is left behind in a session
        settings.Pooling = true;
        settings.ApplicationName ??= purpose;
        return settings;
    }

    /// <summary>Whether the same may succeed later.</summary>
    public static bool IsPassing(Exception e) => e is NpgsqlException error
        && (error.IsTransient
            || error.SqlState is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or IdleInTransactionTimeout
            || error.InnerException is SocketException or IOException);

    public override Task<T> ReadAsync<T>(Func<DbConnection, CancellationToken, Task<T>> query, CancellationToken ct) =>
        GuardAsync(() => RunAsync(query, ct));

    public override Task<T> WriteAsync<T>(Func<DbConnection, CancellationToken, Task<T>> statement, CancellationToken ct) =>
        GuardAsync(() => RunAsync(statement, ct));

    public override Task AppendAsync(IReadOnlyList<MeasurementRow> rows, CancellationToken ct) => measurements.AppendAsync(rows, ct);

    /// <summary>Does the work on a connection, again from the start when the server fails it for a passing reason.</summary>
    /// <exception cref="NpgsqlException">The reason does not pass, or has not within the time for retries.</exception>
    public async Task<T> RunAsync<T>(Func<NpgsqlConnection, CancellationToken, Task<T>> work, CancellationToken ct)
    {
        var began = time.GetTimestamp();
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                await using var connection = await source.OpenConnectionAsync(ct).ConfigureAwait(false);
                return await work(connection, ct).ConfigureAwait(false);
            }
            catch (NpgsqlException e) when (IsPassing(e) && time.GetElapsedTime(began) < retryFor)
            {
            }
            await Task.Delay(pause, time, ct).ConfigureAwait(false);
        }
    }

    /// <summary>What an error means to someone who has this database.</summary>
    public JournalException Explain(NpgsqlException e) => new(
        WriteFailure.OfFullDisk($"The journal at {Name}", e) ?? e.SqlState switch
        {
            PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
                $"The journal at {Name} refuses this user or password: {Text(e)}",
            PostgresErrorCodes.InvalidCatalogName => $"There is no journal at {Name}: {Text(e)}",
            PostgresErrorCodes.InsufficientPrivilege => $"The journal at {Name} does not permit this: {Text(e)}",
            PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName =>
                $"The database at {Name} holds no journal yet: {Text(e)}",
            _ when IsPassing(e) => $"The journal at {Name} has not answered for {retryFor.TotalSeconds:0.#} s: {Text(e)}",
            _ => $"The journal at {Name}: {Text(e)}",
        },
        e);

    public override async ValueTask DisposeAsync()
    {
        await measurements.DisposeAsync().ConfigureAwait(false);
        await source.DisposeAsync().ConfigureAwait(false);
        await using var akka = new NpgsqlConnection(AkkaConnectionString);
        NpgsqlConnection.ClearPool(akka);
    }

    private static string Text(NpgsqlException e) => (e as PostgresException)?.MessageText ?? e.Message;

    private async Task<T> GuardAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (NpgsqlException e)
        {
            throw Explain(e);
        }
    }
}
