using System.Diagnostics;
using System.Globalization;
using Orchestrator.Search.Samplers;

namespace Orchestrator.Search.Benchmarks;

/// <summary>CPU time of a suggestion against the number of trials already observed: six mixed parameters, losses whose noise the folds
/// show.</summary>
internal static class AskTimes
{
    private const int Window = 32;
    private const double Noise = 0.009;

    /// <summary>Prints a line for each sampler and number of trials.</summary>
    public static void Print(IReadOnlyList<string> samplers, IReadOnlyList<int> sizes)
    {
        var history = Enumerable.Range(0, sizes.Max() + Window).Select(Observe).ToList();
        Console.WriteLine("CPU ms; 'first' = an instance that has never been asked, 'mean' and 'longest' = the 32 asks that follow");
        Console.WriteLine("sampler       trials     first      mean   longest");
        foreach (var sampler in samplers)
        {
            for (var i = 0; i < 3; i++)
            {
                Measure(sampler, history, Math.Min(60, sizes.Max()), 40); // compile the code before timing it
            }

            foreach (var n in sizes)
            {
                var (first, following) = Measure(sampler, history, n, Window);
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                        $"{sampler,-12} {n,7} {first,9:0.00} {following.Average(),9:0.00} {following.Max(),9:0.00}"));
            }
        }
    }

    private static (double First, double[] Following) Measure(string name, List<Observation> history, int n, int window)
    {
        var sampler = SamplerRegistry.Create(name, NetworkFunctions.Six, seed: 1);
        var times = new double[window];
        for (var i = 0; i < Math.Min(window, history.Count - n); i++)
        {
            var request = new SuggestionRequest(n + i, history[..(n + i)], []);
            var before = Process.GetCurrentProcess().TotalProcessorTime;
            sampler.Suggest(request);
            times[i] = (Process.GetCurrentProcess().TotalProcessorTime - before).TotalMilliseconds;
        }

        return (times[0], times[1..]);
    }

    /// <summary>The result of a random trial.</summary>
    public static Observation Observe(int trial)
    {
        var configuration = NetworkFunctions.Draw(NetworkFunctions.Six, 700, 0, trial);
        return new Observation(trial, configuration, NetworkFunctions.SixLoss(configuration) + Noise * PortableRandom.Normal(79, trial),
            Noise * Noise * (1 + 0.2 * PortableRandom.Normal(80, trial)));
    }
}
