using System.CommandLine;
using Orchestrator.Cli.Settings;

namespace Orchestrator.Cli.Commands;

/// <summary><c>orchestrator drain NODE</c>.</summary>
internal static class DrainCommand
{
    public static Command Create()
    {
        var node = new Argument<string>("NODE") { Description = "The node's name, as 'orchestrator nodes' shows it." };
        var server = new ServerOptions();
        var command =
            new ExampledCommand("drain", "Empties a node, say before it is switched off: it gets nothing more, also after a failover.",
            ("orchestrator drain gpu-3", "what runs there runs to its end; until the node is started anew"))
        { node };
        server.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            using var client = server.Connect(parsed);
            var name = parsed.GetRequiredValue(node);
            await client.DrainNodeAsync(name);
            Console.Out.WriteLine($"{name} drains. 'orchestrator nodes' shows when it is empty.");
            return ExitCode.Success;
        });
        return command;
    }
}
