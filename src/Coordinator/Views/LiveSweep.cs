using System.Collections.Concurrent;
using Orchestrator.Contracts.Api;
using Orchestrator.Contracts.Api.Figures;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Trials;
using Orchestrator.Coordinator.Persistence;
using Orchestrator.Sweeps;
using Orchestrator.Sweeps.Views;

namespace Orchestrator.Coordinator.Views;

/// <summary>A sweep that somebody looks at: its state, kept up with the journal for as long as they look.</summary>
/// <remarks>It follows the journal and no actor, so that it is the same on every coordinator, beside a process that runs the sweep, and
/// over a home that is only read. Many viewers share one.</remarks>
internal sealed class LiveSweep
{
    private const int MostFigures = 64;
    private static readonly TimeSpan Lasting = TimeSpan.FromSeconds(5);
    private static long versions;
    private readonly SweepQueries queries;
    private readonly Lock gate = new(), making = new();
    private readonly ConcurrentDictionary<FigureRequest, (long Version, Task<Figure> Figure)> figures = new();
    private readonly SemaphoreSlim reading = new(1);
    private IReadOnlyDictionary<AttemptId, int> epochs = new Dictionary<AttemptId, int>();
    private string? waiting;
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private (long Version, long MadeAt, SweepOverview Overview)? overview;
    private long sequenceNr;

    private LiveSweep(SweepQueries queries, SweepState state, long sequenceNr) =>
        (this.queries, State, this.sequenceNr) = (queries, state, sequenceNr);

    /// <summary>As last read.</summary>
    public SweepState State { get; private set; }

    /// <summary>Grows with every change of what is shown, also of a sweep that was forgotten and is read anew.</summary>
    public long Version { get; private set; } = Interlocked.Increment(ref versions);

    /// <summary>When it was last asked for anything, in ticks of the clock of <see cref="SweepViews"/>.</summary>
    public long LastUsed { get; set; }

    /// <summary>The last epoch that an attempt has reported; 0 = none, or it does not run.</summary>
    public int EpochOf(AttemptId attempt) => Volatile.Read(ref epochs).GetValueOrDefault(attempt);

    /// <summary>A sweep as it is now; null = there is none of that id.</summary>
    public static async Task<LiveSweep?> OpenAsync(SweepQueries queries, SweepId sweep, CancellationToken cancellationToken)
    {
        var (state, sequenceNr) = await queries.LoadNumberedAsync(sweep, cancellationToken).ConfigureAwait(false);
        if (state is null)
        {
            return null;
        }

        var live = new LiveSweep(queries, state, sequenceNr);
        await live.ReadEpochsAsync(cancellationToken).ConfigureAwait(false);
        return live;
    }

    /// <summary>Reads what has happened since.</summary>
    public async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        await reading.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var (state, next) = (State, sequenceNr + 1);
            await foreach (var (number, happened) in queries.NumberedAsync(state.Id, next, cancellationToken).ConfigureAwait(false))
            {
                state = SweepEvolution.Apply(state, happened);
                next = number + 1;
            }

            var news = next != sequenceNr + 1;
            (State, sequenceNr) = (state, next - 1);
            news |= await ReadEpochsAsync(cancellationToken).ConfigureAwait(false);
            if (news)
            {
                Change();
            }
        }
        finally
        {
            reading.Release();
        }
    }

    /// <summary>Completes when the version is another than <paramref name="known"/>.</summary>
    public Task ChangedAsync(long known)
    {
        lock (gate)
        {
            return Version == known ? changed.Task : Task.CompletedTask;
        }
    }

    /// <summary>The overview, made once a version however many viewers want it; while nothing changes anew at times, because the time
    /// left passes.</summary>
    public SweepOverview Overview(TimeProvider time)
    {
        lock (making)
        {
            var version = Version;
            if (overview is { } made && made.Version == version && time.GetElapsedTime(made.MadeAt) < Lasting)
            {
                return made.Overview;
            }

            var fresh = SweepOverviews.Of(State, EpochOf, time.GetUtcNow());
            overview = (version, time.GetTimestamp(), fresh);
            return fresh;
        }
    }

    /// <summary>Takes note of why the sweep waits, which the journal does not tell.</summary>
    public void See(string? waiting)
    {
        if (Interlocked.Exchange(ref this.waiting, waiting) != waiting)
        {
            Change();
        }
    }

    /// <summary>A figure, made once a version however many viewers want it.</summary>
    public Task<Figure> FigureAsync(FigureRequest request, Func<Task<Figure>> make)
    {
        var version = Version;
        if (figures.Count > MostFigures)
        {
            figures.Clear(); // of a sweep that has ended they would stay
        }

        return figures.AddOrUpdate(request, _ => (version, make()), (_, kept) => kept.Version == version && !kept.Figure.IsFaulted
            ? kept : (version, make())).Figure;
    }

    private void Change()
    {
        TaskCompletionSource told;
        lock (gate)
        {
            Version = Interlocked.Increment(ref versions);
            (told, changed) = (changed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        figures.Clear();
        told.SetResult();
    }

    // Of what runs alone: some folds, however long the sweep.
    private async Task<bool> ReadEpochsAsync(CancellationToken cancellationToken)
    {
        var found = new Dictionary<AttemptId, int>();
        foreach (var fold in State.Leased())
        {
            found[fold.Lease!.Id] = await queries.LastEpochAsync(State.Id, fold.Lease.Id, cancellationToken).ConfigureAwait(false);
        }

        var before = epochs;
        Volatile.Write(ref epochs, found);
        return found.Count != before.Count || found.Any(f => before.GetValueOrDefault(f.Key, -1) != f.Value);
    }
}
