namespace Orchestrator.Journal.Sqlite;

/// <summary>A write that waits for its turn; then its outcome waits for the commit.</summary>
internal abstract class SqliteWrite
{
    /// <summary>Writes, or keeps the refusal. An error of SQLite itself is thrown: it spoils the whole transaction.</summary>
    public abstract void Execute(SqliteWrites writes);

    /// <summary>After the commit: tells the outcome.</summary>
    public abstract void Complete();

    /// <summary>Instead of the commit.</summary>
    public abstract void Fail(Exception error);
}
