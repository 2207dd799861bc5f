using System.CommandLine;
using System.Text.Json;
using Orchestrator.Cli.Embedded;
using Orchestrator.Cli.Rendering;
using Orchestrator.Contracts.Wire;
using Orchestrator.Coordinator.Journaling;
using Orchestrator.Journal.Sqlite;

namespace Orchestrator.Cli.Commands;

/// <summary><c>orchestrator list</c>.</summary>
internal static class ListCommand
{
    public static Command Create()
    {
        var (home, json) = (CommonOptions.Home(), CommonOptions.Json());
        var command = new ExampledCommand("list", "Lists all sweeps, the last one first.",
            ("orchestrator list", "ids, progress, best scores"),
            ("orchestrator list --json | jq '.[] | select(.status != \"completed\")'", "those that can be resumed"))
        { home, json };
        command.SetAction((parsed, _) => ListAsync(Home.At(parsed.GetValue(home)), parsed.GetValue(json)));
        return command;
    }

    private static async Task<int> ListAsync(Home home, bool json)
    {
        await using var journal = SqliteJournal.OpenReadOnly(home.Existing().Journal);
        var archive = new SweepArchive(journal);
        var rows = new List<SweepRow>();
        foreach (var id in await archive.ListAsync())
        {
            if (await archive.LoadAsync(id) is { } state) rows.Add(SweepRow.Of(state));
        }
        rows.Sort((a, b) => b.StartedAt.CompareTo(a.StartedAt));
        if (json) Console.Out.WriteLine(JsonSerializer.Serialize(rows, WireJson.Indented));
        else Tables.OnStandardOutput().Print(rows);
        return ExitCode.Success;
    }
}
