using Orchestrator.Journal;

namespace Orchestrator.Engine.Benchmarks;

/// <summary>A journal that keeps no snapshot and finds none: what there was before there were snapshots.</summary>
internal sealed class WithoutSnapshots(IJournal inner) : IJournal
{
    public ValueTask<long> ClaimAsync(string persistenceId, CancellationToken cancellationToken = default) => inner.ClaimAsync(persistenceId, cancellationToken);

    public ValueTask<long> AppendAsync(
        string persistenceId, long expectedSequenceNr, long ownerEpoch, IReadOnlyList<JournalEvent> events, CancellationToken cancellationToken = default) =>
        inner.AppendAsync(persistenceId, expectedSequenceNr, ownerEpoch, events, cancellationToken);

    public IAsyncEnumerable<JournalRecord> ReadAsync(string persistenceId, long fromSequenceNr = 1, CancellationToken cancellationToken = default) =>
        inner.ReadAsync(persistenceId, fromSequenceNr, cancellationToken);

    public ValueTask<JournalRecord?> ReadLastAsync(string persistenceId, CancellationToken cancellationToken = default) => inner.ReadLastAsync(persistenceId, cancellationToken);

    public ValueTask<IReadOnlyList<string>> PersistenceIdsAsync(CancellationToken cancellationToken = default) => inner.PersistenceIdsAsync(cancellationToken);

    public ValueTask SaveSnapshotAsync(string persistenceId, long sequenceNr, string manifest, string json, CancellationToken cancellationToken = default) => default;

    public ValueTask<Snapshot?> LoadSnapshotAsync(string persistenceId, CancellationToken cancellationToken = default) => default;

    public ValueTask AppendMeasurementsAsync(IReadOnlyList<MeasurementRow> rows, CancellationToken cancellationToken = default) => inner.AppendMeasurementsAsync(rows, cancellationToken);

    public IAsyncEnumerable<MeasurementRow> ReadMeasurementsAsync(string persistenceId, int? trial = null, CancellationToken cancellationToken = default) =>
        inner.ReadMeasurementsAsync(persistenceId, trial, cancellationToken);

    public ValueTask DisposeAsync() => default;
}
