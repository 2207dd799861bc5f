using System.CommandLine;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Orchestrator.Cli.Clustered;
using Orchestrator.GpuNode.Storage;
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
        command.SetAction(parsed => Serve(parsed.GetRequiredValue(device), parsed.GetRequiredValue(threads), storage.ReadOf(parsed)));
        return command;
    }

    private static int Serve(string device, int threads, NodeStorage? storage)
    {
        // A terminal sends Ctrl-C, one that closes SIGHUP, a batch system its SIGTERM, to every process of the group; only the node decides
        // when a worker ends.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => signal.Cancel = true);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => signal.Cancel = true);
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal => signal.Cancel = true);
        // Standard output carries the protocol: whatever else prints goes to standard error.
        var output = new StreamWriter(Console.OpenStandardOutput());
        Console.SetOut(Console.Error);
        var input = new StreamReader(Console.OpenStandardInput());
        new WorkerLoop(FoldRunners.Torch(threads, storage), device, input, output, Abandon).Serve();
        return ExitCode.Success;
    }

    // Not by Environment.Exit: native threads are at work, and must not be joined at a checkpoint that another process may take up.
    private static void Abandon(string reason)
    {
        try
        {
            Console.Error.WriteLine($"The worker ends itself. {reason}");
        }
        finally
        {
            Process.GetCurrentProcess().Kill();
        }
    }
}
