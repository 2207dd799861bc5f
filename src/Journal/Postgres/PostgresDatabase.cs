using System.Net.Sockets;
using Npgsql;

namespace Orchestrator.Journal.Postgres;

/// <summary>Lends connections to one database, waits out the server's absences, and says which database it was when it fails.</summary>
internal sealed class PostgresDatabase : IAsyncDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(500);

    /// <summary>Fewer than Npgsql's 100, which is all that a server has by default: several coordinators share one.</summary>
    private const int MaxConnections = 16;

    private const string IdleInTransactionTimeout = "25P03";

    private readonly NpgsqlDataSource source;
    private readonly PostgresJournalOptions options;

    public PostgresDatabase(string connectionString, PostgresJournalOptions options)
    {
        this.options = options;
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        if (!settings.ContainsKey("Maximum Pool Size")) settings.MaxPoolSize = Math.Max(MaxConnections, settings.MinPoolSize);
        settings.MaxAutoPrepare = Math.Max(settings.MaxAutoPrepare, 32);
        settings.NoResetOnClose = true; // The journal leaves nothing behind in a session.
        settings.Pooling = true;
        settings.ApplicationName ??= "orchestrator-journal";
        Name = $"{settings.Host}:{settings.Port}/{settings.Database ?? settings.Username}";
        source = NpgsqlDataSource.Create(settings);
    }

    /// <summary><c>host:port/database</c>, for messages. Without the password.</summary>
    public string Name { get; }

    /// <summary>Whether the same may succeed later.</summary>
    public static bool IsPassing(Exception e) => e is NpgsqlException error
        && (error.IsTransient
            || error.SqlState is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or IdleInTransactionTimeout
            || error.InnerException is SocketException or IOException);

    /// <summary>Does the work on a connection, again from the start when the server fails it for a passing reason.</summary>
    /// <exception cref="NpgsqlException">The reason does not pass, or has not within the time for retries.</exception>
    public async Task<T> RunAsync<T>(Func<NpgsqlConnection, Task<T>> work, CancellationToken cancellationToken = default)
    {
        var began = options.Time.GetTimestamp();
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                await using var connection = await source.OpenConnectionAsync(cancellationToken);
                return await work(connection);
            }
            catch (NpgsqlException e) when (IsPassing(e) && options.Time.GetElapsedTime(began) < options.RetryFor)
            {
            }

            await Task.Delay(pause, options.Time, cancellationToken);
        }
    }

    /// <summary>As <see cref="RunAsync"/>, with errors told as the journal's.</summary>
    public async Task<T> QueryAsync<T>(Func<NpgsqlConnection, Task<T>> query, CancellationToken cancellationToken)
    {
        try
        {
            return await RunAsync(query, cancellationToken);
        }
        catch (NpgsqlException e)
        {
            throw Explain(e);
        }
    }

    /// <summary>What an error means to someone who has this database.</summary>
    public JournalException Explain(NpgsqlException e) => new(
        e.SqlState switch
        {
            PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
                $"The journal at {Name} refuses this user or password: {Text(e)}",
            PostgresErrorCodes.InvalidCatalogName => $"There is no journal at {Name}: {Text(e)}",
            PostgresErrorCodes.InsufficientPrivilege => $"The journal at {Name} does not permit this: {Text(e)}",
            PostgresErrorCodes.DiskFull => $"The journal at {Name} cannot grow: the server's disk is full.",
            _ when IsPassing(e) => $"The journal at {Name} has not answered for {options.RetryFor.TotalSeconds:0} s: {Text(e)}",
            _ => $"The journal at {Name}: {Text(e)}",
        },
        e);

    public ValueTask DisposeAsync() => source.DisposeAsync();

    private static string Text(NpgsqlException e) => (e as PostgresException)?.MessageText ?? e.Message;
}
