namespace Orchestrator.Journal;

/// <summary>
/// An append was refused because another owner has claimed or written the entity. Nothing was written. The loser must
/// stop acting: claim again only when it is meant to take over.
/// </summary>
public sealed class JournalConflictException : JournalException
{
    private JournalConflictException(string persistenceId, string message)
        : base(message) => PersistenceId = persistenceId;

    /// <summary>The entity that was contended.</summary>
    public string PersistenceId { get; }

    /// <summary>Throws unless an append of (<paramref name="epoch"/>, <paramref name="expectedSequenceNr"/>) fits the entity as stored.</summary>
    internal static void ThrowUnlessOwned(
        string persistenceId, long epoch, long currentEpoch, long expectedSequenceNr, long currentSequenceNr)
    {
        if (epoch != currentEpoch)
        {
            throw new JournalConflictException(
                persistenceId,
                currentEpoch == 0
                    ? $"'{persistenceId}' has no owner: claim it before appending."
                    : $"'{persistenceId}' is owned by epoch {currentEpoch}; the append came from epoch {epoch}.");
        }

        if (expectedSequenceNr != currentSequenceNr)
        {
            throw new JournalConflictException(
                persistenceId,
                $"'{persistenceId}' is at sequence number {currentSequenceNr}; the append expected {expectedSequenceNr}.");
        }
    }
}
