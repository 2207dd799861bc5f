using System.CommandLine;
using Orchestrator.Cli.Clustered;
using Orchestrator.Contracts.Identifiers;

namespace Orchestrator.Cli.Commands;

/// <summary><c>orchestrator cancel SWEEP</c>.</summary>
internal static class CancelCommand
{
    public static Command Create()
    {
        var sweep = new Argument<string>("SWEEP") { Description = "The sweep's id." };
        var reason = new Option<string?>("--reason") { Description = "Why, for the journal.", HelpName = "TEXT" };
        var server = ServerOption.Create();
        var command = new ExampledCommand("cancel", "Ends a sweep of a coordinator for good. What is done stays.",
            ("orchestrator cancel splice-2", "folds that run are stopped"),
            ("orchestrator cancel splice-2 --reason 'labels were swapped'", "and the journal says why"))
        { sweep, reason, server };
        command.SetAction(async (parsed, _) =>
        {
            using var client = ServerOption.Connect(parsed.GetValue(server));
            var id = new SweepId(parsed.GetRequiredValue(sweep));
            await client.CancelAsync(id, parsed.GetValue(reason) ?? $"By {Environment.UserName} on {Environment.MachineName}.");
            Console.Out.WriteLine($"{id} is cancelled.");
            return ExitCode.Success;
        });
        return command;
    }
}
