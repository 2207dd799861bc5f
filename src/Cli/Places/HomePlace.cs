using Orchestrator.Cli.Embedded;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Coordinator.Journaling;
using Orchestrator.Coordinator.Web;
using Orchestrator.Journal;
using Orchestrator.Journal.Sqlite;
using Orchestrator.Sweeps.Commands;
using Orchestrator.Sweeps.Events;
using Orchestrator.Sweeps.State;

namespace Orchestrator.Cli.Places;

/// <summary>The sweeps of a folder on this machine. Reading disturbs none that runs; a process that runs one is asked to drain before it is paused or cancelled.</summary>
internal sealed class HomePlace : IPlace
{
    private readonly Home home;
    private readonly SqliteJournal journal;
    private readonly SweepArchive archive;

    /// <param name="home">Holds a journal.</param>
    public HomePlace(Home home)
    {
        this.home = home;
        journal = SqliteJournal.OpenReadOnly(home.Journal);
        archive = new SweepArchive(journal);
    }

    public async Task<IReadOnlyList<SweepSummary>> ListAsync()
    {
        var summaries = new List<SweepSummary>();
        foreach (var id in await archive.ListAsync())
        {
            if (await archive.LoadAsync(id) is { } state) summaries.Add(SweepSummary.Of(state));
        }
        return [.. summaries.OrderByDescending(s => s.StartedAt)];
    }

    public Task<SweepState> FindAsync(string? id) => SweepIds.FindAsync(archive, id);

    public async Task<IReadOnlyList<SweepState>> SeriesAsync(string series)
    {
        var states = new List<SweepState>();
        foreach (var (member, sweep) in await NestedSeries.MembersAsync(archive))
        {
            if (member.Series == series && await archive.LoadAsync(sweep) is { } state) states.Add(state);
        }
        return states;
    }

    public Task<IReadOnlyList<MeasurementRow>> MeasurementsAsync(SweepId sweep, int? trial) => archive.MeasurementsAsync(sweep, trial);

    public IAsyncEnumerable<SweepEvent> EventsAsync(SweepId sweep) => archive.EventsAsync(sweep);

    public Task PauseAsync(SweepId sweep, string? reason, bool stopRunning) =>
        TellAsync(sweep, at => new PauseSweep(Requester.Name, reason, stopRunning, at));

    public Task CancelAsync(SweepId sweep, string reason) => TellAsync(sweep, at => new CancelSweep(reason, at));

    public ValueTask DisposeAsync() => journal.DisposeAsync();

    private async Task TellAsync(SweepId sweep, Func<DateTimeOffset, SweepCommand> command)
    {
        using var owned = await SweepLock.TakeOverAsync(home, sweep, Console.Error.WriteLine);
        await using var writing = SqliteJournal.Open(home.Journal);
        await OfflineSweep.ExecuteAsync(writing, sweep, command(DateTimeOffset.UtcNow));
    }
}
