using System.Diagnostics;
using System.Runtime.InteropServices;
using Orchestrator.GpuNode.Storage;
using Orchestrator.Models.Torch;

namespace Orchestrator.GpuNode.Workers;

/// <summary>The process behind a slot.</summary>
public static class WorkerProcess
{
    /// <summary>Serves on standard input and output until the node closes them.</summary>
    /// <param name="device">Where folds are trained.</param>
    /// <param name="threads">At least 1.</param>
    /// <param name="storage">Where data and checkpoints are brought that lie elsewhere; null = all is on this machine.</param>
    public static void Serve(string device, int threads, NodeStorage? storage)
    {
        // A terminal sends Ctrl-C, one that closes SIGHUP, a batch system its SIGTERM, to every process of the group; only the node decides
        // when a worker ends.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => signal.Cancel = true);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => signal.Cancel = true);
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal => signal.Cancel = true);
        // Standard output carries the protocol: whatever else prints goes to standard error, native libraries and plug-ins included.
        var output = new StreamWriter(ProtocolOutput.Take());
        Console.SetOut(Console.Error);
        TorchRuntime.Remarked += Console.Error.WriteLine;
        var input = new StreamReader(Console.OpenStandardInput());
        new WorkerLoop(FoldRunners.Torch(threads, storage), device, input, output, Abandon).Serve();
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
