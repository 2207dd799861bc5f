using System.Diagnostics;

namespace Orchestrator.Cluster.Benchmarks;

/// <summary>This program once more, in a process of its own.</summary>
internal static class OwnProgram
{
    /// <summary>Starts it; its input and output are ours.</summary>
    public static Process Start(IEnumerable<string> arguments)
    {
        var program = Environment.ProcessPath!;
        string[] assembly = Path.GetFileNameWithoutExtension(program) == "dotnet" ? [Environment.GetCommandLineArgs()[0]] : [];
        return Process.Start(
            new ProcessStartInfo(program, [.. assembly, .. arguments]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
    }
}
