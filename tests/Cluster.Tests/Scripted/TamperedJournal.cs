using Orchestrator.Journal;

namespace Orchestrator.Cluster.Tests.Scripted;

/// <summary>A journal whose appends a <see cref="Sabotage"/> may hold up.</summary>
internal sealed class TamperedJournal(IJournal inner, Sabotage sabotage) : IJournal
{
    public ValueTask<long> AppendAsync(
        string persistenceId, long expectedSequenceNr, long ownerEpoch, IReadOnlyList<JournalEvent> events, CancellationToken cancellationToken = default) =>
        sabotage.DoAsync(events.Select(e => e.Manifest), () => inner.AppendAsync(persistenceId, expectedSequenceNr, ownerEpoch, events, cancellationToken));

    public async ValueTask AppendMeasurementsAsync(IReadOnlyList<MeasurementRow> rows, CancellationToken cancellationToken = default) =>
        await sabotage.DoAsync(["measurements"], async () =>
        {
            await inner.AppendMeasurementsAsync(rows, cancellationToken);
            return true;
        });

    public ValueTask<long> ClaimAsync(string persistenceId, CancellationToken cancellationToken = default) => inner.ClaimAsync(persistenceId, cancellationToken);

    public IAsyncEnumerable<JournalRecord> ReadAsync(string persistenceId, long fromSequenceNr = 1, CancellationToken cancellationToken = default) =>
        inner.ReadAsync(persistenceId, fromSequenceNr, cancellationToken);

    public ValueTask<JournalRecord?> ReadLastAsync(string persistenceId, CancellationToken cancellationToken = default) => inner.ReadLastAsync(persistenceId, cancellationToken);

    public ValueTask<IReadOnlyList<string>> PersistenceIdsAsync(CancellationToken cancellationToken = default) => inner.PersistenceIdsAsync(cancellationToken);

    public ValueTask SaveSnapshotAsync(string persistenceId, long sequenceNr, string manifest, string json, CancellationToken cancellationToken = default) =>
        inner.SaveSnapshotAsync(persistenceId, sequenceNr, manifest, json, cancellationToken);

    public ValueTask<Snapshot?> LoadSnapshotAsync(string persistenceId, CancellationToken cancellationToken = default) => inner.LoadSnapshotAsync(persistenceId, cancellationToken);

    public IAsyncEnumerable<MeasurementRow> ReadMeasurementsAsync(string persistenceId, int? trial = null, CancellationToken cancellationToken = default) =>
        inner.ReadMeasurementsAsync(persistenceId, trial, cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
