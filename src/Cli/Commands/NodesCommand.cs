using System.CommandLine;
using System.Text.Json;
using Orchestrator.Cli.Clustered;
using Orchestrator.Contracts.Wire;
using Orchestrator.Coordinator.Web;

namespace Orchestrator.Cli.Commands;

/// <summary><c>orchestrator nodes</c>.</summary>
internal static class NodesCommand
{
    public static Command Create()
    {
        var (server, json) = (new ServerOptions(), CommonOptions.Json());
        var command = new ExampledCommand("nodes", "Lists the nodes of a coordinator, and how busy they are.",
            ("orchestrator nodes", "those that are present now"),
            ("orchestrator nodes --json | jq 'map(.slots - .busy) | add'", "free slots in all"))
        { json };
        server.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            using var client = server.Connect(parsed);
            var nodes = await client.NodesAsync();
            if (parsed.GetValue(json)) Console.Out.WriteLine(JsonSerializer.Serialize(nodes, WireJson.Indented));
            else Print(nodes);
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
            var state = node.Draining ? node.Busy > 0 ? "draining" : "drained" : node.Busy > 0 ? "busy" : "idle";
            Console.Out.WriteLine($"{node.Name.PadRight(width)}  {node.Busy,3} of {node.Slots} slot{(node.Slots == 1 ? "" : "s")} busy  {state}");
        }
    }
}
