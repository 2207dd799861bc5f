using System.Globalization;
using Orchestrator.Contracts.Identifiers;

namespace Orchestrator.Coordinator.Persistence;

/// <summary>One row a sweep: its id, the key it was submitted under, and how it stands, so that a list of sweeps reads no
/// histories.</summary>
public sealed class SweepIndex
{
    private readonly SqlStore store;

    internal SweepIndex(SqlStore store) => this.store = store;

    /// <summary>Gives a sweep its id: NAME-N, with N above every one that is reserved or journaled.</summary>
    /// <param name="name">A slug, as the definition has it.</param>
    /// <param name="submissionKey">Names the submission, so that one that is repeated gets the same id, from whichever coordinator.</param>
    /// <exception cref="ArgumentException">The name or the key is empty, or no valid Unicode.</exception>
    public async Task<SweepId> ReserveAsync(string name, string submissionKey, CancellationToken ct = default)
    {
        SqlText.Check(name, nameof(name));
        SqlText.Check(submissionKey, nameof(submissionKey));
        while (true)
        {
            if (await FindAsync(submissionKey, ct).ConfigureAwait(false) is { } reserved)
            {
                return reserved;
            }
            var next = $"{name}-{1 + await LastNumberAsync(name, ct).ConfigureAwait(false)}";
            var won = await store.WriteAsync(
                (connection, token) => connection.ExecuteAsync(
                    $"INSERT INTO {store.Prefix}sweep_index (sweep, submission_key) VALUES (@sweep, @key) ON CONFLICT DO NOTHING",
                    token,
                    ("@sweep", next), ("@key", submissionKey)),
                ct).ConfigureAwait(false);

            // Not won: another has taken the number, or the key. Or this was a repetition, and its answer was lost: then the key finds it.
            if (won == 1)
            {
                return new SweepId(next);
            }
        }
    }

    /// <summary>Says how a sweep stands after an event. Older news than what is there changes nothing.</summary>
    /// <param name="sweep">Reserved or not.</param>
    /// <param name="sequenceNr">The last event that the summary tells of.</param>
    /// <param name="ended">Whether it has ended.</param>
    /// <param name="summaryJson">For the reader; not looked into.</param>
    public async Task UpdateAsync(SweepId sweep, long sequenceNr, bool ended, string summaryJson, CancellationToken ct = default)
    {
        SqlText.Check(sweep.Value, nameof(sweep));
        SqlText.Check(summaryJson, nameof(summaryJson));
        await store.WriteAsync(
            (connection, token) => connection.ExecuteAsync(
                $"""
                INSERT INTO {store.Prefix}sweep_index AS old (sweep, sequence_number, ended, summary)
                VALUES (@sweep, @number, @ended, @summary)
                ON CONFLICT (sweep) DO UPDATE
                SET sequence_number = excluded.sequence_number, ended = excluded.ended, summary = excluded.summary
                WHERE old.sequence_number <= excluded.sequence_number
                """,
                token,
                ("@sweep", sweep.Value), ("@number", sequenceNr), ("@ended", ended), ("@summary", summaryJson)),
            ct).ConfigureAwait(false);
    }

    /// <summary>Every sweep that is reserved or journaled, in ordinal order of the ids.</summary>
    public async Task<IReadOnlyList<SweepIndexRow>> ReadAsync(CancellationToken ct = default)
    {
        var (rows, journaled) = await store.ReadAsync(
            async (connection, token) => (
                await connection.RowsAsync(
                    $"""
                    SELECT sweep, submission_key, sequence_number, ended, summary, coalesce(
                      (SELECT max(journal.sequence_number) FROM {store.Prefix}journal AS journal
                       WHERE journal.persistence_id = '{JournaledSweeps.PersistencePrefix}' || sweep), 0)
                    FROM {store.Prefix}sweep_index
                    """,
                    row => new SweepIndexRow(
                        new SweepId(row.GetString(0)), row.IsDBNull(1) ? null : row.GetString(1), row.GetInt64(2), row.GetInt64(5),
                            row.GetBoolean(3),
                        row.IsDBNull(4) ? null : row.GetString(4)),
                    token).ConfigureAwait(false),
                await JournaledSweeps.IdsAsync(connection, store.Prefix, token).ConfigureAwait(false)),
            ct).ConfigureAwait(false);
        var indexed = rows.Select(row => row.Sweep.Value).ToHashSet();
        foreach (var id in journaled.Where(id => !indexed.Contains(id)))
        {
            rows.Add(new SweepIndexRow(new SweepId(id), null, 0, await LastSequenceNrAsync(id, ct).ConfigureAwait(false), false, null));
        }
        return [.. rows.OrderBy(row => row.Sweep.Value, StringComparer.Ordinal)];
    }

    private async Task<SweepId?> FindAsync(string submissionKey, CancellationToken ct) => await store.ReadAsync(
        (connection, token) => connection.RowsAsync(
            $"SELECT sweep FROM {store.Prefix}sweep_index WHERE submission_key = @key", row => row.GetString(0), token,
                ("@key", submissionKey)),
        ct).ConfigureAwait(false) is [var id] ? new SweepId(id) : null;

    private async Task<long> LastSequenceNrAsync(string id, CancellationToken ct) => (await store.ReadAsync(
        (connection, token) => connection.RowsAsync(
            $"SELECT coalesce(max(sequence_number), 0) FROM {store.Prefix}journal WHERE persistence_id = @id",
            row => row.GetInt64(0),
            token,
            ("@id", JournaledSweeps.PersistencePrefix + id)),
        ct).ConfigureAwait(false))[0];

    private async Task<long> LastNumberAsync(string name, CancellationToken ct)
    {
        var ids = await store.ReadAsync(
            async (connection, token) =>
            {
                var reserved = await connection.RowsAsync(
                    $"SELECT sweep FROM {store.Prefix}sweep_index WHERE sweep > @first AND sweep < @end",
                    row => row.GetString(0),
                    token,
                    ("@first", $"{name}-"), ("@end", $"{name}.")).ConfigureAwait(false);
                return reserved.Concat(await JournaledSweeps.IdsAsync(connection, store.Prefix, token, namePrefix: $"{name}-")
                    .ConfigureAwait(false));
            },
            ct).ConfigureAwait(false);
        return ids.Select(id => long.TryParse(id.AsSpan(name.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number : 0)
            .DefaultIfEmpty().Max();
    }
}

/// <summary>A sweep that was reserved or has events.</summary>
/// <param name="Sweep">Its id.</param>
/// <param name="SubmissionKey">Under which it was submitted; null when it was not reserved.</param>
/// <param name="ProjectedSequenceNr">Up to which event <paramref name="Ended"/> and <paramref name="SummaryJson"/> tell it; 0 = there is
/// no projection.</param>
/// <param name="LastSequenceNr">Its last event in the journal; 0 = reserved only.</param>
/// <param name="Ended">Whether it had ended by then.</param>
/// <param name="SummaryJson">As it was handed to <see cref="SweepIndex.UpdateAsync"/>.</param>
public sealed record SweepIndexRow(SweepId Sweep, string? SubmissionKey, long ProjectedSequenceNr, long LastSequenceNr, bool Ended,
    string? SummaryJson)
{
    /// <summary>Whether the projection tells all that happened.</summary>
    public bool IsCurrent => ProjectedSequenceNr == LastSequenceNr && SummaryJson is not null;
}
