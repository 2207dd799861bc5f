using Orchestrator.Client.Sweeps;
using Orchestrator.Contracts.Api;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Trials;
using Orchestrator.Contracts.Validation;
using Orchestrator.Coordinator.Api;
using Orchestrator.Coordinator.Artifacts;
using Orchestrator.Coordinator.Persistence;
using Orchestrator.Coordinator.Sweeps;
using Orchestrator.Sweeps;
using Orchestrator.Sweeps.Views;

namespace Orchestrator.Cli.Embedded;

/// <summary>The sweeps of a folder on this machine. Reading disturbs none that runs; a process that runs one is asked to drain before it is
/// paused or cancelled.</summary>
/// <param name="home">Holds a journal.</param>
internal sealed class LocalSweepClient(DataDirectory home) : ISweepClient
{
    private JournalDatabase? journal;

    public async Task<IReadOnlyList<SweepSummary>> ListAsync()
    {
        var sweeps = await new SweepReadModel(await ReadAsync()).ListAsync(CancellationToken.None);
        foreach (var folder in CheckpointCleaning.Unknown(home.Sweeps, sweeps.Select(s => s.Sweep)))
        {
            Console.Error.WriteLine($"note: {folder} holds checkpoints of a sweep that the journal does not know. Was journal.db copied "
                + "without its -wal file? docs/operations.md tells how to back it up.");
        }

        return [.. sweeps.OrderByDescending(s => s.StartedAt)];
    }

    public async Task<SweepState> FindAsync(string? id) => await SweepIds.FindAsync((await ReadAsync()).Sweeps, id);

    public async Task<IReadOnlyList<SweepState>> SeriesAsync(string series)
    {
        var sweeps = (await ReadAsync()).Sweeps;
        var states = new List<SweepState>();
        foreach (var (member, sweep) in await NestedSeries.MembersAsync(sweeps))
        {
            if (member.Series == series && await sweeps.LoadAsync(sweep) is { } state)
            {
                states.Add(state);
            }
        }
        return states;
    }

    public async Task<IReadOnlyList<MeasurementRow>> MeasurementsAsync(SweepId sweep, int? trial) =>
        await (await ReadAsync()).Sweeps.MeasurementsAsync(sweep, trial);

    public async Task<TrialLog> LogAsync(SweepId sweep, int trial, LogQuery query)
    {
        var state = await FindAsync(sweep.Value);
        if (trial < 0 || trial >= state.Trials.Count)
        {
            throw new UserError($"There is no trial {trial} of a sweep '{sweep}'.");
        }

        var wanted = TrialLogs.Wanted(state, trial, query);
        return TrialLogs.Of(state, trial, wanted, await (await ReadAsync()).Logs.ReadAsync(sweep, wanted));
    }

    public Task<string?> ArtifactAsync(SweepId sweep, FoldId fold, string name, string folder)
    {
        var path = Path.Combine(ArtifactLayout.OfFold(home.Sweeps, sweep, fold), name);
        return Task.FromResult(File.Exists(path) ? path : null);
    }

    public Task<bool> HasArtifactAsync(SweepId sweep, FoldId fold, string name) =>
        Task.FromResult(File.Exists(Path.Combine(ArtifactLayout.OfFold(home.Sweeps, sweep, fold), name)));

    public async IAsyncEnumerable<SweepEvent> EventsAsync(SweepId sweep)
    {
        await foreach (var happened in (await ReadAsync()).Sweeps.EventsAsync(sweep))
        {
            yield return happened;
        }
    }

    public Task PauseAsync(SweepId sweep, string? reason, bool stopRunning) =>
        TellAsync(sweep, new PauseSweepRequest(sweep, Requester.Name, reason, stopRunning));

    public async Task<int> EnqueueAsync(SweepId sweep, IReadOnlyDictionary<string, ParameterValue> settings)
    {
        var state = await FindAsync(sweep.Value);
        var configuration = ConfigurationReader.Read(state.Definition.Space, settings);
        if (TrialQueue.Objection(state, configuration) is { } objection)
        {
            throw new UserError(objection);
        }

        var request = new EnqueueTrialRequest(sweep, configuration, Requester.Name, Guid.NewGuid().ToString("N"));
        await TellAsync(sweep, request, NotRunning(sweep));
        return TrialQueue.Find(await FindAsync(sweep.Value), request.Key!)
            ?? throw new UserError($"Sweep '{sweep}' ended before anything could be queued.");
    }

    public Task CancelAsync(SweepId sweep, string reason) => TellAsync(sweep, new CancelSweepRequest(sweep, reason));

    public async ValueTask DisposeAsync()
    {
        if (journal is not null)
        {
            await journal.DisposeAsync();
        }
    }

    private async Task<JournalDatabase> ReadAsync()
    {
        if (journal is null)
        {
            journal = JournalDatabase.Sqlite(home.Journal, readOnly: true);
            await journal.PrepareAsync();
        }
        return journal;
    }

    // Whoever runs it would have to stop, for a wish that can wait.
    private SweepLock NotRunning(SweepId sweep) => SweepLock.TryTake(home, sweep) ?? throw new UserError(
        $"Sweep '{sweep}' is running in another process: queue a trial on its page ('orchestrator run' and 'resume' show one with --web), "
            + $"or after 'orchestrator pause {sweep}', and go on with 'orchestrator resume {sweep}'.");

    // A sweep that nobody runs is brought to life, without anything to train on, for as long as it takes to tell it.
    private async Task TellAsync(SweepId sweep, ISweepMessage command, SweepLock? free = null)
    {
        using var owned = free ?? await SweepLock.TakeOverAsync(home, sweep, Console.Error.WriteLine);
        await using var writing = JournalDatabase.Sqlite(home.Journal);
        await writing.PrepareAsync();
        await using var orchestrator = await EmbeddedOrchestrator.StartAsync(home, writing, []);
        await orchestrator.TellAsync(command);
        await orchestrator.DrainAsync();
    }
}
