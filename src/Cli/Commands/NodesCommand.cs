using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Orchestrator.Cli.Settings;
using Orchestrator.Contracts.Api;
using Orchestrator.Contracts.Serialization;

namespace Orchestrator.Cli.Commands;

/// <summary><c>orchestrator nodes</c>.</summary>
internal static class NodesCommand
{
    public static Command Create()
    {
        var (server, json) = (new ServerOptions(), CommonOptions.Json());
        var command = new ExampledCommand("nodes", "Lists the nodes of a coordinator, and how busy they are.",
            ("orchestrator nodes", "those that are present now"),
            ("orchestrator nodes --json | jq '.[].devices'", "their GPUs, with memory and utilization"),
            ("orchestrator nodes --json | jq 'map(.slots - .busy) | add'", "free slots in all"))
        { json };
        server.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            using var client = server.Connect(parsed);
            var nodes = await client.NodesAsync();
            if (parsed.GetValue(json))
            {
                Console.Out.WriteLine(JsonSerializer.Serialize(nodes, WireJson.Indented));
            }
            else
            {
                Print(nodes);
            }

            return ExitCode.Success;
        });
        return command;
    }

    private static void Print(NodeStatus[] nodes)
    {
        if (nodes.Length == 0)
        {
            Console.Out.WriteLine("There is no node. Start one with 'orchestrator node'.");
            return;
        }
        var width = nodes.Max(n => n.Name.Length);
        foreach (var node in nodes)
        {
            var state = node.Draining ? node.Busy > 0 ? "draining" : "drained" : node.Excluded is not null ? "excluded" : node.Busy > 0
                ? "busy" : "idle";
            var labels = node.Labels is { Count: > 0 } known ? $"  {string.Join(' ', known)}" : "";
            Console.Out.WriteLine(
                $"{node.Name.PadRight(width)}  {node.Busy,3} of {node.Slots} slot{(node.Slots == 1 ? "" : "s")} busy  {state}{labels}");
            foreach (var line in Details(node))
            {
                Console.Out.WriteLine($"{new string(' ', width)}    {line}");
            }
        }
    }

    private static IEnumerable<string> Details(NodeStatus node)
    {
        if (node.Excluded is { } reason)
        {
            yield return $"excluded: {reason}";
        }

        if (node.Data is { Count: > 0 } sets)
        {
            yield return $"{sets.Count} data set{(sets.Count == 1 ? "" : "s")} in its cache";
        }

        foreach (var device in node.Devices ?? [])
        {
            string?[] facts =
            [
                device.Model,
                device is { MemoryBytes: { } total, UsedBytes: { } used }
                    ? $"{Size(used)} of {Size(total)} in use" : device.MemoryBytes is { } memory ? Size(memory) : null,
                device.Utilization is { } share ? $"{share} % at work" : null,
                device.Driver is { } driver ? $"driver {driver}" : null,
            ];
            yield return $"{device.Name}  {string.Join(", ", facts.Where(f => f is not null))}";
        }
    }

    private static string Size(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1L << 30):0.0} GiB");
}
