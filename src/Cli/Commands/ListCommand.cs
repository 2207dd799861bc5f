using System.CommandLine;
using System.Text.Json;
using Orchestrator.Cli.Rendering;
using Orchestrator.Cli.Settings;
using Orchestrator.Contracts.Serialization;

namespace Orchestrator.Cli.Commands;

/// <summary><c>orchestrator list</c>.</summary>
internal static class ListCommand
{
    public static Command Create()
    {
        var (place, json) = (new SweepClientOptions(), CommonOptions.Json());
        var command = new ExampledCommand("list", "Lists all sweeps, the last one first.",
            ("orchestrator list", "ids, progress, best scores"),
            ("orchestrator list --server https://head:7070", "those of a cluster"),
            ("orchestrator list --json | jq '.[] | select(.status != \"completed\")'", "those that can be resumed"));
        place.AddTo(command);
        command.Add(json);
        command.SetAction(async (parsed, _) =>
        {
            await using var sweeps = place.Open(parsed);
            var rows = await sweeps.ListAsync();
            if (parsed.GetValue(json))
            {
                Console.Out.WriteLine(JsonSerializer.Serialize(rows, WireJson.Indented));
            }
            else
            {
                Tables.OnStandardOutput().Print(rows);
            }

            return ExitCode.Success;
        });
        return command;
    }
}
