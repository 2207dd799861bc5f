using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Orchestrator.GpuNode.Devices;

/// <summary>
/// NVIDIA's tool, which lists cards without making a CUDA context. It is given up when it does not answer, as behind a wedged driver.
/// </summary>
/// <param name="program">The tool.</param>
/// <param name="limit">How long to wait; null = half a minute, since a driver that is loaded on demand takes seconds a card.</param>
public sealed class NvidiaSmi(string program = "nvidia-smi", TimeSpan? limit = null)
{
    private static readonly string[] Arguments =
        ["--query-gpu=uuid,name,memory.total,driver_version,memory.used,utilization.gpu", "--format=csv,noheader,nounits"];

    private readonly TimeSpan limit = limit ?? TimeSpan.FromSeconds(30);
    private readonly Lock gate = new();
    private Process? stuck;

    /// <summary>The cards of this machine, in the order of the PCI bus; none where there is no driver.</summary>
    /// <exception cref="TimeoutException">It does not answer.</exception>
    public IReadOnlyList<NvidiaCard> List()
    {
        lock (gate)
        {
            // A process that waits inside the driver cannot be killed: one is enough.
            if (stuck is { HasExited: false })
            {
                throw Silent();
            }
            stuck?.Dispose();
            stuck = null;
            return Run();
        }
    }

    /// <summary>
    /// Reads the tool's CSV: UUID, name, memory in MiB, driver version, memory in use in MiB, utilization in percent. What it does not
    /// know, it names in brackets.
    /// </summary>
    public static IReadOnlyList<NvidiaCard> Parse(string listing) =>
    [
        .. from line in listing.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
           let cells = line.Split(',', StringSplitOptions.TrimEntries)
           where cells.Length >= 4
           select new NvidiaCard(
               cells[0], cells[1], Mebibytes(cells[2]), cells[3], Mebibytes(cells.ElementAtOrDefault(4)),
               (int?)Number(cells.ElementAtOrDefault(5))),
    ];

    private IReadOnlyList<NvidiaCard> Run()
    {
        Process process;
        try
        {
            var start = new ProcessStartInfo(program, Arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
            process = Process.Start(start)!;
        }
        catch (Win32Exception) // not installed
        {
            return [];
        }
        var (listing, complaints) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        if (!process.WaitForExit(limit) || !Task.WaitAll([listing, complaints], limit))
        {
            process.Kill(entireProcessTree: true);
            stuck = process;
            throw Silent();
        }
        using (process)
        {
            return process.ExitCode == 0 ? Parse(listing.Result) : [];
        }
    }

    private TimeoutException Silent() =>
        new($"{program} has not answered within {limit.TotalSeconds:0.#} s, as happens when the NVIDIA driver hangs. "
            + "See 'dmesg | grep -i nvrm'; it often takes a restart.");

    private static long? Mebibytes(string? text) => Number(text) << 20;

    private static long? Number(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
