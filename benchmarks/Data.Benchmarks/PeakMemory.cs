using System.Diagnostics;
using System.Globalization;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Models.Data;
using Orchestrator.Models.Data.Caching;

namespace Orchestrator.Data.Benchmarks;

/// <summary>How much memory a process takes to open a data set, as the kernel counts it.</summary>
internal static class PeakMemory
{
    /// <summary>Opens in a process of its own, which prints what it took.</summary>
    /// <param name="path">A sparse matrix with its labels beside it.</param>
    /// <param name="cache">Folder of the cache; null = the reader alone.</param>
    public static string Of(string path, string? cache)
    {
        string[] program = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet"
            ? [typeof(PeakMemory).Assembly.Location] : [];
        string[] arguments = [.. program, "open", path, .. cache is null ? Array.Empty<string>() : [cache]];
        using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, arguments) { RedirectStandardOutput = true })!;
        var line = process.StandardOutput.ReadToEnd().Trim();
        process.WaitForExit();
        return line;
    }

    /// <summary>The inside of that process.</summary>
    public static void Open(string path, string? cache)
    {
        var definition = Definition(path);
        var began = Stopwatch.GetTimestamp();
        var data = cache is null ? DataSetFormats.Read(definition) : new DataSetStore(cache).Open(definition);
        var inputs = (SparseInputs)data.Inputs;
        var status = File.ReadLines("/proc/self/status").Select(line => line.Split(':', 2))
            .ToDictionary(cells => cells[0], cells => cells[1].Trim().Split(' ')[0]);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {inputs.Rows} x {inputs.Width}, {inputs.Entries / 1e6:0.0} M entries | {Stopwatch.GetElapsedTime(began).TotalSeconds:0.00} "
                + $"| {long.Parse(status["VmHWM"], CultureInfo.InvariantCulture) / 1024} | "
                + $"{long.Parse(status["RssAnon"], CultureInfo.InvariantCulture) / 1024} |"));
    }

    /// <summary>A matrix with its labels: <c>isolates.npz</c> has <c>isolates.csv</c>, any other <c>labels.csv</c>.</summary>
    public static DataDefinition Definition(string path) =>
        new(path, "csr", $"labels={(Path.GetFileName(path) == "isolates.npz" ? "isolates" : "labels")}.csv#y");
}
