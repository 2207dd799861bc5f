using Microsoft.Data.Sqlite;
using Npgsql;

namespace Orchestrator.Coordinator.Persistence;

/// <summary>What it means that a journal could not be written.</summary>
internal static class WriteFailure
{
    /// <summary>A sentence for the user.</summary>
    public static string Describe(Exception cause) =>
        OfFullDisk("The journal", cause)
            ?? (cause.InnerException is { } inner ? Describe(inner) : $"The journal cannot be written: {cause.Message}");

    /// <summary>A sentence where there is no room; null = it failed for another reason.</summary>
    /// <param name="journal">The journal as the sentence calls it.</param>
    /// <param name="cause">What the database said.</param>
    public static string? OfFullDisk(string journal, Exception cause) => cause switch
    {
        SqliteException { SqliteErrorCode: SqliteStore.Full } => $"{journal} cannot grow: the disk is full.",
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } => $"{journal} cannot grow: the server's disk is full.",
        _ => null,
    };
}
