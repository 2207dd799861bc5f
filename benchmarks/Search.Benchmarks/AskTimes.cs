using System.Diagnostics;
using System.Globalization;
using Orchestrator.Search.Samplers;

namespace Orchestrator.Search.Benchmarks;

/// <summary>CPU time of a suggestion against the number of trials already observed: six mixed parameters, noisy losses.</summary>
internal static class AskTimes
{
    private const int Window = 32;

    /// <summary>Prints a line for each number of trials.</summary>
    public static void Print(IReadOnlyList<int> sizes)
    {
        var history = Enumerable.Range(0, sizes.Max() + Window).Select(Observe).ToList();
        Measure(history, 60, 40); // compile the code before timing it
        Measure(history, 60, 40);
        Console.WriteLine("trials  first ask of a new process  mean of the next 32  longest   (ms of CPU)");
        foreach (var n in sizes)
        {
            var (first, following) = Measure(history, n, Window);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{n,6}  {first,26:0.0}  {following.Average(),19:0.0}  {following.Max(),7:0.0}"));
        }
    }

    private static (double First, double[] Following) Measure(List<Observation> history, int n, int window)
    {
        var sampler = SamplerRegistry.Create("bayesian", NetworkFunctions.Six, seed: 1);
        var times = new double[window];
        for (var i = 0; i < window; i++)
        {
            var request = new SuggestionRequest(n + i, history[..(n + i)], []);
            var before = Process.GetCurrentProcess().TotalProcessorTime;
            sampler.Suggest(request);
            times[i] = (Process.GetCurrentProcess().TotalProcessorTime - before).TotalMilliseconds;
        }

        return (times[0], times[1..]);
    }

    private static Observation Observe(int trial)
    {
        var configuration = NetworkFunctions.Draw(NetworkFunctions.Six, 700, 0, trial);
        return new Observation(trial, configuration, NetworkFunctions.SixLoss(configuration) + 0.009 * PortableRandom.Normal(79, trial));
    }
}
