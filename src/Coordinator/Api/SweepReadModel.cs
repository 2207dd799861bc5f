using System.Text.Json;
using Orchestrator.Contracts.Api;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Serialization;
using Orchestrator.Coordinator.Persistence;
using Orchestrator.Sweeps;

namespace Orchestrator.Coordinator.Api;

/// <summary>Lists sweeps by the summaries that their actors keep, and by their events where a summary lags behind: a list is as of
/// now.</summary>
public sealed class SweepReadModel(JournalDatabase journal)
{
    /// <summary>All sweeps, in any order.</summary>
    /// <exception cref="JournalException">The journal is away.</exception>
    public async Task<IReadOnlyList<SweepSummary>> ListAsync(CancellationToken cancellationToken)
    {
        var summaries = new List<SweepSummary>();
        foreach (var row in await journal.Index.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            if (row.IsCurrent && TryRead(row.SummaryJson!) is { } kept)
            {
                summaries.Add(kept);
            }
            else if (row.LastSequenceNr > 0 && await journal.Sweeps.LoadAsync(row.Sweep, cancellationToken)
                .ConfigureAwait(false) is { } state)
            {
                summaries.Add(state.Summarize());
            }
        }
        return summaries;
    }

    /// <summary>A sweep; null = there is none of that id.</summary>
    /// <exception cref="JournalException">The journal is away.</exception>
    public Task<SweepState?> FindAsync(SweepId sweep, CancellationToken cancellationToken) =>
        journal.Sweeps.LoadAsync(sweep, cancellationToken);

    // That of another version may say something else.
    private static SweepSummary? TryRead(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<SweepSummary>(json, WireJson.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
