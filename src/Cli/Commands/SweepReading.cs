using Orchestrator.Cli.Embedded;
using Orchestrator.Coordinator.Journaling;
using Orchestrator.Journal.Sqlite;
using Orchestrator.Sweeps.State;

namespace Orchestrator.Cli.Commands;

/// <summary>Opens a home's journal for reading, which disturbs no sweep that runs.</summary>
internal static class SweepReading
{
    /// <summary>Calls <paramref name="read"/> with the sweep of that id, or the one that was started last.</summary>
    public static async Task<int> WithSweepAsync(string? home, string? id, Func<SweepArchive, SweepState, Task<int>> read)
    {
        await using var journal = SqliteJournal.OpenReadOnly(Home.At(home).Existing().Journal);
        var archive = new SweepArchive(journal);
        return await read(archive, await SweepIds.FindAsync(archive, id));
    }
}
