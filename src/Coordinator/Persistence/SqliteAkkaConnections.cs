using System.Data.Common;
using LinqToDB.Interceptors;

namespace Orchestrator.Coordinator.Persistence;

/// <summary>Lets what comes while the journal writes gather for its next write.</summary>
/// <remarks>
/// SQLite does all its work on the caller's thread, also where the caller awaits it. The journal's stream would be blocked by each write
/// and see one entity's events at a time; so it is left before the work begins.
/// </remarks>
internal sealed class SqliteAkkaConnections(TimeSpan busyTimeout) : ConnectionInterceptor
{
    public override async Task ConnectionOpeningAsync(ConnectionEventData eventData, DbConnection connection,
        CancellationToken cancellationToken) =>
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);

    public override void ConnectionOpened(ConnectionEventData eventData, DbConnection connection) => WaitForOthers(connection);

    public override Task ConnectionOpenedAsync(ConnectionEventData eventData, DbConnection connection, CancellationToken cancellationToken)
    {
        WaitForOthers(connection);
        return Task.CompletedTask;
    }

    // In SQLite, which tries again within milliseconds, rather than in its .NET library, which sleeps for 150.
    private void WaitForOthers(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = FormattableString.Invariant($"PRAGMA busy_timeout = {(long)busyTimeout.TotalMilliseconds}");
        command.ExecuteNonQuery();
    }
}
