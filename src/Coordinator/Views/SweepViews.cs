using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Orchestrator.Contracts.Api;
using Orchestrator.Contracts.Api.Figures;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Trials;
using Orchestrator.Coordinator.Api;
using Orchestrator.Coordinator.Persistence;
using Orchestrator.Sweeps.Figures;
using Orchestrator.Sweeps.Views;

namespace Orchestrator.Coordinator.Views;

/// <summary>What is shown of the sweeps of a journal.</summary>
/// <param name="journal">Prepared; may be read-only. Stays the caller's.</param>
/// <param name="time">The clock.</param>
/// <param name="gateway">The cluster's, for what the journal does not know: nodes, and why a sweep waits; null = there is no
/// cluster.</param>
/// <param name="artifacts">Folder of all sweeps' artifacts, where the answers of explanations lie; null = they are not shown.</param>
public sealed class SweepViews(JournalDatabase journal, TimeProvider time, ICoordinatorGateway? gateway = null, string? artifacts = null)
    : ISweepViews
{
    // A sweep that nobody has asked for so long is forgotten; the next one who asks reads it anew.
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1), Fresh = TimeSpan.FromMilliseconds(500);

    private readonly SweepReadModel readModel = new(journal);
    private readonly Obstacles? obstacles = gateway is null ? null : new(gateway.ObstaclesAsync, time);
    private readonly ConcurrentDictionary<SweepId, LiveSweep> live = new();
    private readonly ConcurrentDictionary<SweepId, SemaphoreSlim> opening = new();

    /// <inheritdoc />
    public async Task<IReadOnlyList<SweepSummary>> ListAsync(CancellationToken cancellationToken)
    {
        var looking = obstacles?.LookAsync(cancellationToken) ?? Task.CompletedTask;
        var sweeps = await readModel.ListAsync(cancellationToken).ConfigureAwait(false);
        await looking.ConfigureAwait(false);
        return [.. sweeps.Select(s => s with { Waiting = obstacles?.Of(s.Sweep) }).OrderByDescending(s => s.StartedAt)];
    }

    /// <inheritdoc />
    public async Task<SweepOverview?> OverviewAsync(SweepId sweep, CancellationToken cancellationToken)
    {
        if (await OpenAsync(sweep, cancellationToken).ConfigureAwait(false) is not { } shown)
        {
            return null;
        }

        await LookWhyItWaitsAsync(shown, cancellationToken).ConfigureAwait(false);
        var overview = shown.Overview(time);
        return obstacles is null || shown.State.Ended ? overview
            : overview with { Summary = overview.Summary with { Waiting = obstacles.Of(sweep) } };
    }

    /// <inheritdoc />
    public async Task<TrialPage?> TrialsAsync(SweepId sweep, TrialQuery query, CancellationToken cancellationToken) =>
        await OpenAsync(sweep, cancellationToken).ConfigureAwait(false) is { } shown ? TrialPages.Of(shown.State, query) : null;

    /// <inheritdoc />
    public async Task<TrialDetails?> TrialAsync(SweepId sweep, int trial, CancellationToken cancellationToken)
    {
        if (await OpenAsync(sweep, cancellationToken).ConfigureAwait(false) is not { } shown || trial < 0
            || trial >= shown.State.Trials.Count)
        {
            return null;
        }

        return TrialViews.Details(shown.State, trial,
            await journal.Sweeps.MeasurementsAsync(sweep, trial, cancellationToken).ConfigureAwait(false));
    }

    /// <inheritdoc />
    public async Task<TrialComparison> CompareAsync(IReadOnlyList<TrialReference> trials, CancellationToken cancellationToken)
    {
        var found = new List<TrialDetails>();
        foreach (var (sweep, trial) in trials.Distinct().Take(TrialComparisons.Most))
        {
            if (await OpenAsync(sweep, cancellationToken).ConfigureAwait(false) is { State: var state }
                && trial >= 0 && trial < state.Trials.Count)
            {
                found.Add(TrialViews.Details(state, trial, []));
            }
        }

        return TrialComparisons.Of(found);
    }

    /// <inheritdoc />
    public async Task<TrialLog?> LogAsync(SweepId sweep, int trial, LogQuery query, CancellationToken cancellationToken)
    {
        if (await OpenAsync(sweep, cancellationToken).ConfigureAwait(false) is not { State: var state } || trial < 0
            || trial >= state.Trials.Count)
        {
            return null;
        }

        var wanted = TrialLogs.Wanted(state, trial, query);
        return TrialLogs.Of(state, trial, wanted, await journal.Logs.ReadAsync(sweep, wanted, cancellationToken).ConfigureAwait(false));
    }

    /// <inheritdoc />
    public async Task<Figure?> FigureAsync(SweepId sweep, FigureRequest request, CancellationToken cancellationToken)
    {
        if (ExplainedFigures.Has(request.Name))
        {
            return await OpenAsync(sweep, cancellationToken).ConfigureAwait(false) is { State: var state } explained
                ? await explained.FigureAsync(request, () => Task.Run(() => ExplainedFigures.Of(state, artifacts, request.Name)))
                    .WaitAsync(cancellationToken).ConfigureAwait(false)
                : null;
        }

        var kind = FigureRegistry.Find(request.Name);
        return await OpenAsync(sweep, cancellationToken).ConfigureAwait(false) is { } shown
            ? await shown.FigureAsync(request, () => MakeAsync(shown, kind, request)).WaitAsync(cancellationToken).ConfigureAwait(false)
            : null;
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<long> ChangesAsync(
        SweepId sweep, TimeSpan pace, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (await OpenAsync(sweep, cancellationToken).ConfigureAwait(false) is { } shown)
        {
            var version = shown.Version;
            yield return version;
            if (shown.State.Ended)
            {
                yield break;
            }

            await Task.Delay(pace, time, cancellationToken).ConfigureAwait(false);
            while (shown.Version == version)
            {
                // Whoever reads first reads for all.
                await shown.CatchUpAsync(cancellationToken).ConfigureAwait(false);
                await LookWhyItWaitsAsync(shown, cancellationToken).ConfigureAwait(false);
                shown.LastUsed = time.GetTimestamp();
                await Task.WhenAny(shown.ChangedAsync(version), Task.Delay(pace, time, cancellationToken)).ConfigureAwait(false);
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<NodeStatus>?> NodesAsync(CancellationToken cancellationToken) => gateway is null ? null
        : [.. (await gateway.NodesAsync(cancellationToken).ConfigureAwait(false)).OrderBy(n => n.Name, StringComparer.Ordinal)];

    private async Task LookWhyItWaitsAsync(LiveSweep shown, CancellationToken cancellationToken)
    {
        if (obstacles is not null && !shown.State.Ended)
        {
            await obstacles.LookAsync(cancellationToken).ConfigureAwait(false);
            shown.See(obstacles.Of(shown.State.Id));
        }
    }

    private async Task<Figure> MakeAsync(LiveSweep shown, IFigureKind kind, FigureRequest request)
    {
        var (state, now) = (shown.State, time.GetUtcNow());
        var measurements = new List<MeasurementRow>();
        if (kind.NeedsMeasurements)
        {
            foreach (var trial in FigureData.Of(state, request, [], now).Shown(kind.Name))
            {
                measurements.AddRange(
                    await journal.Sweeps.MeasurementsAsync(state.Id, trial.Trial.Number, CancellationToken.None).ConfigureAwait(false));
            }
        }

        return await Task.Run(() => kind.Of(FigureData.Of(state, request, measurements, now))).ConfigureAwait(false);
    }

    // At most half a second old. Of many who ask at once one reads.
    private async Task<LiveSweep?> OpenAsync(SweepId sweep, CancellationToken cancellationToken)
    {
        Forget();
        if (live.TryGetValue(sweep, out var known))
        {
            if (time.GetElapsedTime(known.LastUsed) > Fresh)
            {
                await known.CatchUpAsync(cancellationToken).ConfigureAwait(false);
                known.LastUsed = time.GetTimestamp();
            }

            return known;
        }

        var turn = opening.GetOrAdd(sweep, _ => new SemaphoreSlim(1));
        await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (live.TryGetValue(sweep, out known))
            {
                return known;
            }

            if (await LiveSweep.OpenAsync(journal.Sweeps, sweep, cancellationToken).ConfigureAwait(false) is not { } opened)
            {
                opening.TryRemove(sweep, out _);
                return null;
            }

            opened.LastUsed = time.GetTimestamp();
            return live[sweep] = opened;
        }
        finally
        {
            turn.Release();
        }
    }

    private void Forget()
    {
        foreach (var (sweep, shown) in live)
        {
            if (time.GetElapsedTime(shown.LastUsed) > Kept)
            {
                live.TryRemove(sweep, out _);
            }
        }
    }
}
