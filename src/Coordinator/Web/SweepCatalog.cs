using System.Collections.Concurrent;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Protocol;
using Orchestrator.Coordinator.Journaling;
using Orchestrator.Coordinator.Sweeping;
using Orchestrator.Sweeps.Events;
using Orchestrator.Sweeps.State;

namespace Orchestrator.Coordinator.Web;

/// <summary>Knows every sweep without reading its journal at each question: those held here from their events, those that ended from one reading.</summary>
/// <param name="archive">For the sweeps that are not held here.</param>
/// <param name="next">Hears everything too.</param>
/// <remarks>A sweep that goes on elsewhere is never remembered: what is remembered would be of yesterday.</remarks>
public sealed class SweepCatalog(SweepArchive archive, ISweepObserver next) : ISweepObserver
{
    private readonly ConcurrentDictionary<SweepId, SweepState> held = [];
    private readonly ConcurrentDictionary<SweepId, SweepSummary> ended = [];

    /// <summary>A sweep as it is now; null when there is none of that id.</summary>
    public async ValueTask<SweepState?> FindAsync(SweepId sweep, CancellationToken cancellationToken = default) =>
        held.TryGetValue(sweep, out var state) ? state : await archive.LoadAsync(sweep, cancellationToken).ConfigureAwait(false);

    /// <summary>All sweeps, ordered by id.</summary>
    public async Task<IReadOnlyList<SweepSummary>> ListAsync(CancellationToken cancellationToken = default)
    {
        var summaries = new List<SweepSummary>();
        foreach (var sweep in await archive.ListAsync(cancellationToken).ConfigureAwait(false))
        {
            if (await SummaryAsync(sweep, cancellationToken).ConfigureAwait(false) is { } summary) summaries.Add(summary);
        }
        return summaries;
    }

    /// <inheritdoc />
    public void OnChanged(SweepState state, IReadOnlyList<SweepEvent> events)
    {
        if (state.Ended)
        {
            ended[state.Id] = SweepSummary.Of(state);
            held.TryRemove(state.Id, out _);
        }
        else
        {
            held[state.Id] = state;
        }
        next.OnChanged(state, events);
    }

    /// <inheritdoc />
    public void OnMeasured(EpochMeasured measured) => next.OnMeasured(measured);

    /// <inheritdoc />
    public void OnHeld(SweepId sweep, string holder) => next.OnHeld(sweep, holder);

    /// <inheritdoc />
    public void OnStopped(SweepId sweep, string reason)
    {
        held.TryRemove(sweep, out _);
        next.OnStopped(sweep, reason);
    }

    /// <inheritdoc />
    public void OnDeposed(SweepId sweep)
    {
        held.TryRemove(sweep, out _);
        next.OnDeposed(sweep);
    }

    private async ValueTask<SweepSummary?> SummaryAsync(SweepId sweep, CancellationToken cancellationToken)
    {
        if (held.TryGetValue(sweep, out var state)) return SweepSummary.Of(state);
        if (ended.TryGetValue(sweep, out var known)) return known;
        if (await archive.LoadAsync(sweep, cancellationToken).ConfigureAwait(false) is not { } loaded) return null;
        var summary = SweepSummary.Of(loaded);
        if (loaded.Ended) ended[sweep] = summary;
        return summary;
    }
}
