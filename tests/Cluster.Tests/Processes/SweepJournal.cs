using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Trials;
using Orchestrator.Coordinator.Persistence;
using Orchestrator.Sweeps;

namespace Orchestrator.Cluster.Tests.Processes;

/// <summary>Follows a sweep in the cluster's database, beside the coordinators and whichever of them lives.</summary>
/// <param name="database">Connects to it.</param>
/// <param name="sweep">The sweep's id.</param>
internal sealed class SweepJournal(string database, string sweep) : IAsyncDisposable
{
    private static readonly TimeSpan WaitLimit = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);
    private readonly JournalDatabase journal = JournalDatabase.Postgres(database);
    private readonly SweepId sweep = new(sweep);
    private readonly List<SweepEvent> events = [];

    /// <summary>What has been read so far, in order.</summary>
    public IReadOnlyList<SweepEvent> Events => events;

    /// <summary>Where that has led.</summary>
    public SweepState State { get; private set; } = SweepState.Empty;

    /// <summary>Who owns the sweep, by its last claim.</summary>
    public string Owner => events.OfType<OwnerClaimed>().Last().Owner;

    /// <summary>How many trials have their score.</summary>
    public int Completed => State.Trials.Count(t => t.Status == WorkStatus.Completed);

    /// <summary>The event that ended an attempt; null = it runs.</summary>
    public SweepEvent? EndOf(AttemptId attempt) =>
        events.FirstOrDefault(e => e is AttemptCompleted { Attempt: var done } && done == attempt
            || e is AttemptFailed { Attempt: var lost } && lost == attempt);

    /// <summary>Reads on until the sweep is as wanted.</summary>
    public async Task UntilAsync(string wish, Func<SweepState, bool> wanted)
    {
        using var timeout = new CancellationTokenSource(WaitLimit);
        using var timer = new PeriodicTimer(Look);
        try
        {
            while (!wanted(State))
            {
                await ReadAsync(timeout.Token);
                if (!wanted(State))
                {
                    await timer.WaitForNextTickAsync(timeout.Token);
                }
            }
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException(
                $"Waited in vain until {wish}; {Completed} trials are complete after: {string.Join('\n', events.TakeLast(8))}");
        }
    }

    /// <summary>Reads on until an event has been there.</summary>
    public async Task<T> UntilAsync<T>(Func<T, bool> wanted)
        where T : SweepEvent
    {
        await UntilAsync($"there is such a {typeof(T).Name}", _ => events.OfType<T>().Any(wanted));
        return events.OfType<T>().First(wanted);
    }

    /// <summary>Reads what has happened by now.</summary>
    public async Task ReadAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            await foreach (var (_, happened) in journal.Sweeps.NumberedAsync(sweep, events.Count + 1, cancellationToken))
            {
                events.Add(happened);
                State = SweepEvolution.Apply(State, happened);
            }
        }
        catch (JournalException)
        {
            // The database was killed a moment ago.
        }
    }

    public Task<IReadOnlyList<MeasurementRow>> MeasurementsAsync() => journal.Sweeps.MeasurementsAsync(sweep);

    public ValueTask DisposeAsync() => journal.DisposeAsync();
}
