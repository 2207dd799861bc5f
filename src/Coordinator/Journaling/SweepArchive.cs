using System.Runtime.CompilerServices;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Journal;
using Orchestrator.Sweeps;
using Orchestrator.Sweeps.Events;
using Orchestrator.Sweeps.State;

namespace Orchestrator.Coordinator.Journaling;

/// <summary>Reads sweeps out of a journal, without owning them: safe while a coordinator writes.</summary>
public sealed class SweepArchive(IJournal journal)
{
    private const string Prefix = "sweep-";
    private readonly SweepEventCodec codec = new();
    private readonly SweepSnapshotCodec snapshots = new();

    /// <summary>Under which id a sweep's events are journaled.</summary>
    public static string PersistenceId(SweepId sweep) => Prefix + sweep.Value;

    /// <summary>The sweeps of the journal, ordered by id.</summary>
    public async Task<IReadOnlyList<SweepId>> ListAsync(CancellationToken cancellationToken = default) =>
    [
        .. from id in await journal.PersistenceIdsAsync(cancellationToken).ConfigureAwait(false)
           where id.StartsWith(Prefix, StringComparison.Ordinal)
           select new SweepId(id[Prefix.Length..]),
    ];

    /// <summary>A sweep as its events tell it, the earlier of them by a snapshot; null when the journal has none of that id.</summary>
    public async Task<SweepState?> LoadAsync(SweepId sweep, CancellationToken cancellationToken = default)
    {
        var (state, known) = (SweepState.Empty, 0L);
        if (await journal.LoadSnapshotAsync(PersistenceId(sweep), cancellationToken).ConfigureAwait(false) is { } snapshot
            && snapshots.TryDecode(snapshot.Manifest, snapshot.Json, out var kept))
        {
            (state, known) = (kept, snapshot.SequenceNr);
        }
        await foreach (var (_, happened) in NumberedAsync(sweep, known + 1, cancellationToken).ConfigureAwait(false))
        {
            state = SweepEvolution.Apply(state, happened);
        }
        return state.Status == SweepStatus.Unplanned ? null : state;
    }

    /// <summary>Whether a sweep goes on. Of one that has ended the last event says so, so that a long history costs a new coordinator no time.</summary>
    public async Task<bool> IsOpenAsync(SweepId sweep, CancellationToken cancellationToken = default) =>
        await journal.ReadLastAsync(PersistenceId(sweep), cancellationToken).ConfigureAwait(false) is { Event: var last }
        && codec.Decode(last.Manifest, last.Json) is not (SweepCompleted or SweepCancelled)
        && await LoadAsync(sweep, cancellationToken).ConfigureAwait(false) is { Ended: false }; // a late result may have been rejected since

    /// <summary>What happened, in order.</summary>
    public async IAsyncEnumerable<SweepEvent> EventsAsync(
        SweepId sweep, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var record in journal.ReadAsync(PersistenceId(sweep), cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            yield return codec.Decode(record.Event.Manifest, record.Event.Json);
        }
    }

    /// <summary>What happened from a sequence number on (inclusive, from 1), in order, with the numbers.</summary>
    public async IAsyncEnumerable<(long SequenceNr, SweepEvent Event)> NumberedAsync(
        SweepId sweep, long from, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var record in journal.ReadAsync(PersistenceId(sweep), from, cancellationToken).ConfigureAwait(false))
        {
            yield return (record.SequenceNr, codec.Decode(record.Event.Manifest, record.Event.Json));
        }
    }

    /// <summary>A sweep's measurements, of one trial or of all.</summary>
    public async Task<IReadOnlyList<MeasurementRow>> MeasurementsAsync(
        SweepId sweep, int? trial = null, CancellationToken cancellationToken = default)
    {
        var rows = new List<MeasurementRow>();
        await foreach (var row in journal.ReadMeasurementsAsync(PersistenceId(sweep), trial, cancellationToken).ConfigureAwait(false)) rows.Add(row);
        return rows;
    }
}
