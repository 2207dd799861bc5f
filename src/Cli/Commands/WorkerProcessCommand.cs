using System.CommandLine;
using Orchestrator.Cli.Settings;
using Orchestrator.GpuNode.Workers;

namespace Orchestrator.Cli.Commands;

/// <summary><c>orchestrator worker</c>: the process behind a slot. Started by a node, not by people.</summary>
internal static class WorkerProcessCommand
{
    public static Command Create()
    {
        var device = new Option<string>("--device") { Required = true };
        var threads = new Option<int>("--threads") { Required = true };
        var command = new Command("worker", "Trains folds for a node (internal).") { Hidden = true, Options = { device, threads } };
        var storage = new StorageOptions();
        storage.AddTo(command);
        command.SetAction(parsed =>
        {
            WorkerProcess.Serve(parsed.GetRequiredValue(device), parsed.GetRequiredValue(threads), storage.ReadOf(parsed));
            return ExitCode.Success;
        });
        return command;
    }
}
