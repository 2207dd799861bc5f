using Orchestrator.Journal;

namespace Orchestrator.Coordinator.Tests.Scripted;

/// <summary>A journal that refuses to tell what happened up to an event, by number.</summary>
internal sealed class ForgetfulJournal(IJournal inner, long forgotten) : IJournal
{
    /// <summary>Whether it was asked for what came after.</summary>
    public bool Read { get; private set; }

    public IAsyncEnumerable<JournalRecord> ReadAsync(string persistenceId, long fromSequenceNr = 1, CancellationToken cancellationToken = default)
    {
        fromSequenceNr.ShouldBeGreaterThan(forgotten);
        Read = true;
        return inner.ReadAsync(persistenceId, fromSequenceNr, cancellationToken);
    }

    public ValueTask<long> ClaimAsync(string persistenceId, CancellationToken cancellationToken = default) => inner.ClaimAsync(persistenceId, cancellationToken);

    public ValueTask<long> AppendAsync(
        string persistenceId, long expectedSequenceNr, long ownerEpoch, IReadOnlyList<JournalEvent> events, CancellationToken cancellationToken = default) =>
        inner.AppendAsync(persistenceId, expectedSequenceNr, ownerEpoch, events, cancellationToken);

    public ValueTask<JournalRecord?> ReadLastAsync(string persistenceId, CancellationToken cancellationToken = default) => inner.ReadLastAsync(persistenceId, cancellationToken);

    public ValueTask<IReadOnlyList<string>> PersistenceIdsAsync(CancellationToken cancellationToken = default) => inner.PersistenceIdsAsync(cancellationToken);

    public ValueTask SaveSnapshotAsync(string persistenceId, long sequenceNr, string manifest, string json, CancellationToken cancellationToken = default) =>
        inner.SaveSnapshotAsync(persistenceId, sequenceNr, manifest, json, cancellationToken);

    public ValueTask<Snapshot?> LoadSnapshotAsync(string persistenceId, CancellationToken cancellationToken = default) => inner.LoadSnapshotAsync(persistenceId, cancellationToken);

    public ValueTask AppendMeasurementsAsync(IReadOnlyList<MeasurementRow> rows, CancellationToken cancellationToken = default) => inner.AppendMeasurementsAsync(rows, cancellationToken);

    public IAsyncEnumerable<MeasurementRow> ReadMeasurementsAsync(string persistenceId, int? trial = null, CancellationToken cancellationToken = default) =>
        inner.ReadMeasurementsAsync(persistenceId, trial, cancellationToken);

    public ValueTask DisposeAsync() => default;
}
