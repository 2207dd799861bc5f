namespace Orchestrator.Journal.Memory;

/// <summary>All that a <see cref="MemoryJournal"/> knows of one entity.</summary>
internal sealed class MemoryEntity
{
    public long OwnerEpoch { get; set; }

    public List<JournalEvent> Events { get; } = [];

    public Snapshot? Snapshot { get; set; }

    /// <summary>Compared by key alone, so that adding a row again keeps the first value.</summary>
    public SortedSet<MeasurementRow> Measurements { get; } = new(Comparer<MeasurementRow>.Create(CompareKeys));

    private static int CompareKeys(MeasurementRow a, MeasurementRow b)
    {
        var numbers = (a.Trial, a.Fold, a.Attempt, a.Epoch).CompareTo((b.Trial, b.Fold, b.Attempt, b.Epoch));
        return numbers != 0 ? numbers : string.CompareOrdinal(a.Metric, b.Metric);
    }
}
