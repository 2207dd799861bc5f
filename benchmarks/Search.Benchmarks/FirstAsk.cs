using System.Diagnostics;
using System.Globalization;
using Orchestrator.Search.Samplers;

namespace Orchestrator.Search.Benchmarks;

/// <summary>CPU time of the first suggestion that a fresh process makes, as after a resume: the compiling of the code included.</summary>
internal static class FirstAsk
{
    private const int Processes = 5;

    /// <summary>Prints a line for each sampler and number of trials: the medians of some processes.</summary>
    public static void Print(IReadOnlyList<string> samplers, IReadOnlyList<int> sizes)
    {
        Console.WriteLine(
            $"CPU ms in a fresh process, median of {Processes}; 'again' = the same question to a new instance once the code is compiled");
        Console.WriteLine("sampler       trials     first     again");
        foreach (var sampler in samplers)
        {
            foreach (var n in sizes)
            {
                var times = Enumerable.Range(0, Processes).Select(_ => InFreshProcess(sampler, n)).ToList();
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{sampler,-12} {n,7} {Statistics.Median(times.Select(t => t.First)),9:0.0} "
                        + $"{Statistics.Median(times.Select(t => t.Again)),9:0.0}"));
            }
        }
    }

    /// <summary>The child: prints both times.</summary>
    public static void Measure(string sampler, int n)
    {
        var request = new SuggestionRequest(n, [.. Enumerable.Range(0, n).Select(AskTimes.Observe)], []);
        Console.WriteLine(
            string.Create(CultureInfo.InvariantCulture,
                $"{Once(sampler, request):R} {Enumerable.Range(0, 30).Min(_ => Once(sampler, request)):R}"));
    }

    private static double Once(string name, SuggestionRequest request)
    {
        var sampler = SamplerRegistry.Create(name, NetworkFunctions.Six, seed: 1);
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        sampler.Suggest(request);
        return (Process.GetCurrentProcess().TotalProcessorTime - before).TotalMilliseconds;
    }

    private static (double First, double Again) InFreshProcess(string sampler, int n)
    {
        var start =
            new ProcessStartInfo("dotnet",
                ["exec", typeof(FirstAsk).Assembly.Location, "first-ask", sampler,
                n.ToString(CultureInfo.InvariantCulture)])
            { RedirectStandardOutput = true };
        start.Environment["DOTNET_TieredCompilation"] = "1"; // as the product runs
        using var child = Process.Start(start)!;
        var words = child.StandardOutput.ReadToEnd().Split(' ');
        child.WaitForExit();
        return (double.Parse(words[0], CultureInfo.InvariantCulture), double.Parse(words[1], CultureInfo.InvariantCulture));
    }
}
