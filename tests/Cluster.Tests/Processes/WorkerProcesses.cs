using System.Diagnostics;
using System.Globalization;
using Orchestrator.Shared;

namespace Orchestrator.Cluster.Tests.Processes;

/// <summary>The worker processes of these tests, wherever their nodes have gone.</summary>
internal static class WorkerProcesses
{
    /// <summary>All that run, by process id.</summary>
    public static int[] All() =>
    [
        .. from folder in Directory.EnumerateDirectories("/proc")
           let name = Path.GetFileName(folder)
           where int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out _) && IsWorker(folder)
           select int.Parse(name, CultureInfo.InvariantCulture),
    ];

    /// <summary>Those that a node has started.</summary>
    public static int[] Of(int node) => [.. All().Where(worker => ParentOf(worker) == node)];

    /// <summary>Sends a signal, such as STOP, CONT or KILL.</summary>
    public static void Signal(string signal, params int[] processes)
    {
        using var kill = Process.Start("kill", ["-" + signal, .. processes.Select(id => id.ToString(CultureInfo.InvariantCulture))]);
        kill.WaitForExit();
        kill.ExitCode.ShouldBe(0);
    }

    private static bool IsWorker(string folder)
    {
        var command = Read(Path.Combine(folder, "cmdline")).Split('\0');
        return command.Contains(ProgramUnderTest.Path) && command.Contains("worker");
    }

    private static int ParentOf(int process)
    {
        var parent = Read($"/proc/{process}/status").Split('\n').FirstOrDefault(line => line.StartsWith("PPid:", StringComparison.Ordinal));
        return parent is null ? 0 : int.Parse(parent.AsSpan(5).Trim(), CultureInfo.InvariantCulture);
    }

    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException) // gone meanwhile, or not ours
        {
            return "";
        }
    }
}
