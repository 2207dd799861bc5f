using Orchestrator.Cli.Embedded;
using Orchestrator.Client.Sweeps;
using Orchestrator.Contracts.Api;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.Trials;
using Orchestrator.Coordinator.Api;
using Orchestrator.Coordinator.Persistence;
using Orchestrator.Coordinator.Sweeps;
using Orchestrator.Models.Training;
using Orchestrator.Sweeps;

namespace Orchestrator.Cli.SweepClients;

/// <summary>The sweeps of a folder on this machine. Reading disturbs none that runs; a process that runs one is asked to drain before it is
/// paused or cancelled.</summary>
/// <param name="home">Holds a journal.</param>
internal sealed class LocalSweepClient(DataDirectory home) : ISweepClient
{
    private JournalDatabase? journal;

    public async Task<IReadOnlyList<SweepSummary>> ListAsync()
    {
        var sweeps = await new SweepReadModel(await ReadAsync()).ListAsync(CancellationToken.None);
        foreach (var folder in Cleaning.Unknown(home, sweeps.Select(s => s.Sweep)))
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

    public Task<string?> ModelAsync(SweepId sweep, string folder)
    {
        var path = Path.Combine(home.Sweeps, sweep.Value, "refit", SavedModel.FileName);
        return Task.FromResult(File.Exists(path) ? path : null);
    }

    public async IAsyncEnumerable<SweepEvent> EventsAsync(SweepId sweep)
    {
        await foreach (var happened in (await ReadAsync()).Sweeps.EventsAsync(sweep))
        {
            yield return happened;
        }
    }

    public Task PauseAsync(SweepId sweep, string? reason, bool stopRunning) =>
        TellAsync(sweep, new PauseSweepRequest(sweep, Requester.Name, reason, stopRunning));

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

    // A sweep that nobody runs is brought to life, without anything to train on, for as long as it takes to tell it.
    private async Task TellAsync(SweepId sweep, ISweepMessage command)
    {
        using var owned = await SweepLock.TakeOverAsync(home, sweep, Console.Error.WriteLine);
        await using var writing = JournalDatabase.Sqlite(home.Journal);
        await writing.PrepareAsync();
        await using var orchestrator = await EmbeddedOrchestrator.StartAsync(home, writing, []);
        await orchestrator.TellAsync(command);
        await orchestrator.DrainAsync();
    }
}
