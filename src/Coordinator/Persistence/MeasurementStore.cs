using System.Runtime.CompilerServices;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Trials;

namespace Orchestrator.Coordinator.Persistence;

/// <summary>What the sweeps measured, epoch by epoch. The first value of a measurement stands.</summary>
public sealed class MeasurementStore : IMeasurementStore
{
    private readonly SqlStore store;

    internal MeasurementStore(SqlStore store) => this.store = store;

    /// <summary>Stores rows of one or several sweeps. On return they are on stable storage. May be repeated: a row whose key is there is
    /// skipped.</summary>
    /// <remarks>Calls that are made at once share a commit.</remarks>
    /// <exception cref="ArgumentException">A sweep or metric is empty, or no valid Unicode.</exception>
    /// <exception cref="JournalException">The outcome is unknown: append the same rows again.</exception>
    /// <exception cref="OperationCanceledException">Nothing was written; once a write has begun, cancellation is no longer looked
    /// at.</exception>
    public Task AppendAsync(IReadOnlyList<MeasurementRow> rows, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        foreach (var row in rows)
        {
            SqlText.Check(row.Sweep.Value, nameof(row.Sweep));
            SqlText.Check(row.Metric, nameof(row.Metric));
        }
        return rows.Count == 0 ? Task.CompletedTask : StoreAsync(rows, cancellationToken);
    }

    /// <summary>A sweep's measurements, of one trial or of all, ordered by trial, fold, attempt, epoch and (ordinal) metric.</summary>
    /// <remarks>Rows appended meanwhile may or may not be seen.</remarks>
    public async IAsyncEnumerable<MeasurementRow> ReadAsync(SweepId sweep, int? trial = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        List<MeasurementRow> page;
        MeasurementRow? last = null;
        do
        {
            page = await PageAsync(sweep, trial, last, cancellationToken).ConfigureAwait(false);
            foreach (var row in page)
            {
                yield return row;
            }
            if (page.Count > 0)
            {
                last = page[^1];
            }
        }
        while (page.Count == SqlStore.PageSize);
    }

    private async Task StoreAsync(IReadOnlyList<MeasurementRow> rows, CancellationToken cancellationToken)
    {
        await store.AppendAsync(rows, cancellationToken).ConfigureAwait(false);
        JournalMetrics.Stored(rows.Count);
    }

    // The key is compared as a whole, so that both databases find a page's first row by the index.
    private Task<List<MeasurementRow>> PageAsync(SweepId sweep, int? trial, MeasurementRow? after, CancellationToken cancellationToken)
    {
        var (given, key, start) = trial is null
            ? ("", "trial, fold, attempt, epoch, metric", "@trial, @fold, @attempt, @epoch, @metric")
            : ("AND trial = @trial", "fold, attempt, epoch, metric", "@fold, @attempt, @epoch, @metric");
        return store.ReadAsync(
            (connection, token) => connection.RowsAsync(
                $"""
                SELECT trial, fold, attempt, epoch, metric, value FROM {store.Prefix}measurement
                WHERE sweep = @sweep {given} AND ({key}) > ({start}) ORDER BY {key} LIMIT {SqlStore.PageSize}
                """,
                row => new MeasurementRow(
                    sweep, row.GetInt32(0), row.GetInt32(1), row.GetInt32(2), row.GetInt32(3), row.GetString(4), row.IsDBNull(5)
                        ? double.NaN : row.GetDouble(5)),
                token,
                ("@sweep", sweep.Value), ("@trial", trial ?? after?.Trial ?? int.MinValue), ("@fold", after?.Fold ?? int.MinValue),
                ("@attempt", after?.Attempt ?? int.MinValue), ("@epoch", after?.Epoch ?? int.MinValue), ("@metric", after?.Metric ?? "")),
            cancellationToken);
    }
}

/// <summary>Where learning curves are kept.</summary>
public interface IMeasurementStore
{
    /// <summary>Stores rows; they are durable when this returns. May be repeated: the first value of a measurement stands.</summary>
    /// <exception cref="JournalException">They could not be stored, or nobody knows.</exception>
    Task AppendAsync(IReadOnlyList<MeasurementRow> rows, CancellationToken cancellationToken = default);

    /// <summary>A sweep's measurements, of one trial or of all, ordered by trial, fold, attempt, epoch and (ordinal) metric.</summary>
    /// <exception cref="JournalException">They cannot be read.</exception>
    IAsyncEnumerable<MeasurementRow> ReadAsync(SweepId sweep, int? trial = null, CancellationToken cancellationToken = default);
}
