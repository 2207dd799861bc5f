using Microsoft.Data.Sqlite;
using Npgsql;

namespace Orchestrator.Coordinator.Persistence;

/// <summary>What it means that Akka's journal could not write.</summary>
internal static class WriteFailure
{
    /// <summary>A sentence for the user.</summary>
    public static string Describe(Exception cause) => cause switch
    {
        SqliteException { SqliteErrorCode: SqliteStore.Full } => "The journal cannot grow: the disk is full.",
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } => "The journal cannot grow: the disk of the database's "
            + "server is full.",
        { InnerException: { } inner } => Describe(inner),
        _ => $"The journal cannot be written: {cause.Message}",
    };
}
