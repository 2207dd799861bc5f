namespace Orchestrator.Journal.Postgres;

/// <summary>An entity's row while a transaction holds it, and what the transaction makes of it.</summary>
internal sealed class LockedEntity(long id, long ownerEpoch, long sequenceNr)
{
    public long Id => id;

    public long OwnerEpoch { get; set; } = ownerEpoch;

    public long SequenceNr { get; set; } = sequenceNr;

    public bool Changed { get; set; }

    public Snapshot? Snapshot { get; set; }
}
