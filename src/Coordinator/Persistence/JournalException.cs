namespace Orchestrator.Coordinator.Persistence;

/// <summary>The store failed: it cannot be opened, read or written. The message names the store.</summary>
public class JournalException : Exception
{
    /// <summary>A failure of the store.</summary>
    public JournalException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }
}
