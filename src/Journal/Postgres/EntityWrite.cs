namespace Orchestrator.Journal.Postgres;

/// <summary>A write that is decided by where its entity stands.</summary>
/// <param name="persistenceId">The entity.</param>
/// <param name="creates">Whether the entity comes into being where there is none.</param>
internal abstract class EntityWrite(string persistenceId, bool creates) : PendingWrite
{
    public string PersistenceId => persistenceId;

    public bool Creates => creates;

    /// <summary>Enters its changes, or keeps the refusal. May be called again when the transaction is repeated.</summary>
    public abstract void Decide(EntityChanges changes);
}
