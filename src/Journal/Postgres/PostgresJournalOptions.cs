namespace Orchestrator.Journal.Postgres;

/// <summary>How a <see cref="PostgresJournal"/> behaves. What concerns the connection (TLS, timeouts, pool) stands in the connection string.</summary>
public sealed record PostgresJournalOptions
{
    /// <summary>
    /// For how long a read or a write is tried again while the server cannot be reached, restarts, or breaks a deadlock.
    /// Default 30 s, which a restart with recovery fits into; zero: fail at once.
    /// </summary>
    public TimeSpan RetryFor { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The clock of the retries. Default: the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
