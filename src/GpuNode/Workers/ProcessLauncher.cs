using System.Diagnostics;
using System.Globalization;
using Orchestrator.Contracts.Messages;

namespace Orchestrator.GpuNode.Workers;

/// <summary>Starts workers as child processes: <c>orchestrator worker --device D</c>.</summary>
/// <param name="executable">The program.</param>
/// <param name="arguments">Arguments that stand before <c>worker</c> (the assembly, when the program is <c>dotnet</c>).</param>
public sealed class ProcessLauncher(string executable, params string[] arguments) : IWorkerLauncher
{
    /// <summary>Further arguments of <c>worker</c>.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>A launcher of the program that is running.</summary>
    /// <param name="options">See <see cref="Options"/>.</param>
    public static ProcessLauncher OfThisProgram(params string[] options)
    {
        var program = Environment.ProcessPath!;
        return Path.GetFileNameWithoutExtension(program) == "dotnet"
            ? new(program, Environment.GetCommandLineArgs()[0]) { Options = options }
            : new(program) { Options = options };
    }

    /// <inheritdoc />
    public IWorker Launch(SlotDescription slot)
    {
        var threads = slot.Threads.ToString(CultureInfo.InvariantCulture);
        var start = new ProcessStartInfo(executable, [.. arguments, "worker", "--device", slot.Device, "--threads", threads, .. Options])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // Read by OpenMP and OpenBLAS at load time, before any code of ours runs.
        start.Environment["OMP_NUM_THREADS"] = threads;
        start.Environment["OPENBLAS_NUM_THREADS"] = threads;
        return new ProcessWorker(Process.Start(start)!);
    }
}
