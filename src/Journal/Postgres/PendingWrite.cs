namespace Orchestrator.Journal.Postgres;

/// <summary>A write that waits for its turn; then its outcome waits for the commit.</summary>
internal abstract class PendingWrite
{
    /// <summary>How many rows it brings, about: bounds a transaction.</summary>
    public abstract int Weight { get; }

    /// <summary>After the commit: tells the outcome.</summary>
    public abstract void Complete();

    /// <summary>Instead of the commit.</summary>
    public abstract void Fail(Exception error);
}
