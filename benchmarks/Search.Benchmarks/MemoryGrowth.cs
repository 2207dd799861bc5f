using System.Diagnostics;
using System.Globalization;
using Orchestrator.Search.Samplers;

namespace Orchestrator.Search.Benchmarks;

/// <summary>Memory that a sampler takes after so many trials: what it keeps, and by how much the process grew at its widest.</summary>
internal static class MemoryGrowth
{
    private const int Asks = 16;
    private const double Megabyte = 1024 * 1024;

    /// <summary>Prints a line for each sampler.</summary>
    public static void Print(IReadOnlyList<string> samplers, int n)
    {
        var history = Enumerable.Range(0, n + Asks).Select(AskTimes.Observe).ToList();
        Console.WriteLine($"MB after {Asks} asks in a row from {n} trials on; the trials themselves not counted");
        Console.WriteLine("sampler          kept   working set   allocated an ask");
        foreach (var name in samplers)
        {
            // code is no data
            SamplerRegistry.Create(name, NetworkFunctions.Six, seed: 1).Suggest(new SuggestionRequest(40, history[..40], []));
            var (managed, resident, allocated) =
                (GC.GetTotalMemory(forceFullCollection: true), Resident(), GC.GetTotalAllocatedBytes(precise: true));
            var (sampler, widest) = (SamplerRegistry.Create(name, NetworkFunctions.Six, seed: 1), resident);
            for (var i = 0; i < Asks; i++)
            {
                sampler.Suggest(new SuggestionRequest(n + i, history[..(n + i)], []));
                widest = Math.Max(widest, Resident());
            }
            allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
            var kept = GC.GetTotalMemory(forceFullCollection: true) - managed;
            GC.KeepAlive(sampler);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{name,-14} {kept / Megabyte,6:0.0} {(widest - resident) / Megabyte,13:0.0} {allocated / Megabyte / Asks,18:0.0}"));
        }
    }

    private static long Resident()
    {
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }
}
