using System.Diagnostics;
using System.Globalization;

namespace Orchestrator.Shared.Fuzz;

/// <summary>How many damaged files are tried: a fixed number of each kind, or, with minutes, the same and as many more as there is time
/// for.</summary>
internal static class FuzzBudget
{
    /// <summary>Minutes for all kinds of files together, set by <c>./test fuzz --minutes N</c>.</summary>
    public const string Variable = "ORCHESTRATOR_FUZZ_MINUTES";

    /// <summary>Most that one may take of memory, in bytes, unless another bound is given.</summary>
    public const long MostTouched = 1L << 30;

    // Only against what never ends: a file of a few hundred bytes takes milliseconds.
    private static readonly TimeSpan Endless = TimeSpan.FromSeconds(60);

    /// <summary>Tries damages from number 0 on.</summary>
    /// <param name="fewest">How many without minutes.</param>
    /// <param name="share">This kind's share of the minutes.</param>
    /// <param name="attempt">Tries one; returns what is wrong with its outcome, or null.</param>
    /// <param name="mostReserved">Most bytes of arrays that one may ask for.</param>
    /// <param name="mostTouched">Most bytes of the machine's memory that it may take.</param>
    public static void Try(int fewest, double share, Func<int, string?> attempt, long mostReserved = MostTouched,
        long mostTouched = MostTouched)
    {
        var minutes =
            double.TryParse(Environment.GetEnvironmentVariable(Variable), CultureInfo.InvariantCulture, out var asked) ? asked : 0;
        var clock = Stopwatch.StartNew();
        for (var number = 0; number < fewest || clock.Elapsed.TotalMinutes < minutes * share; number++)
        {
            var current = number;
            var trying = Task.Run(() =>
            {
                var (before, resident) = (GC.GetAllocatedBytesForCurrentThread(), ResidentMemory.Mark());
                var wrong = attempt(current);
                var reserved = GC.GetAllocatedBytesForCurrentThread() - before;
                var touched = ResidentMemory.PeakSince(resident);
                return wrong ?? (reserved > mostReserved ? $"it asked for {reserved >> 20} MB"
                    : touched > mostTouched ? $"it took {touched >> 20} MB" : null);
            });
            if (!trying.Wait(Endless))
            {
                throw new TimeoutException($"Damage {number} never ends.");
            }

            if (trying.Result is { } problem)
            {
                throw new InvalidOperationException($"Damage {number}: {problem}");
            }
        }
    }
}
