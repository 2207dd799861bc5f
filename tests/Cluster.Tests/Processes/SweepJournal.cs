using Orchestrator.Contracts.Identifiers;
using Orchestrator.Coordinator.Journaling;
using Orchestrator.Journal;
using Orchestrator.Journal.Postgres;
using Orchestrator.Sweeps;
using Orchestrator.Sweeps.Events;
using Orchestrator.Sweeps.State;

namespace Orchestrator.Cluster.Tests.Processes;

/// <summary>Follows a sweep in the cluster's database, beside the coordinators and whichever of them lives.</summary>
internal sealed class SweepJournal : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);
    private readonly PostgresJournal journal;
    private readonly SweepArchive archive;
    private readonly SweepId sweep;
    private readonly List<SweepEvent> events = [];

    private SweepJournal(PostgresJournal journal, SweepId sweep) => (this.journal, archive, this.sweep) = (journal, new SweepArchive(journal), sweep);

    /// <summary>What has been read so far, in order.</summary>
    public IReadOnlyList<SweepEvent> Events => events;

    /// <summary>Where that has led.</summary>
    public SweepState State { get; private set; } = SweepState.Empty;

    public static async Task<SweepJournal> OpenAsync(string database, string sweep) => new(await PostgresJournal.OpenAsync(database), new SweepId(sweep));

    /// <summary>Reads on until the sweep is as wanted.</summary>
    public async Task UntilAsync(string wish, Func<SweepState, bool> wanted)
    {
        using var timeout = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(Look);
        while (!wanted(State))
        {
            try
            {
                await foreach (var (_, happened) in archive.NumberedAsync(sweep, events.Count + 1, timeout.Token))
                {
                    events.Add(happened);
                    State = SweepEvolution.Apply(State, happened);
                }
                if (!wanted(State)) await timer.WaitForNextTickAsync(timeout.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"Waited in vain until {wish}; {Completed} trials are complete after: {string.Join('\n', events.TakeLast(8))}");
            }
        }
    }

    /// <summary>Reads on until an event has been there.</summary>
    public async Task<T> UntilAsync<T>(Func<T, bool> wanted)
        where T : SweepEvent
    {
        await UntilAsync($"there is such a {typeof(T).Name}", _ => events.OfType<T>().Any(wanted));
        return events.OfType<T>().First(wanted);
    }

    /// <summary>How many trials have their score.</summary>
    public int Completed => State.Trials.Count(t => t.Status == WorkStatus.Completed);

    public Task<IReadOnlyList<MeasurementRow>> MeasurementsAsync() => archive.MeasurementsAsync(sweep);

    public ValueTask DisposeAsync() => journal.DisposeAsync();
}
