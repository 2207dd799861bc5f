using System.Diagnostics;
using System.Globalization;
using Orchestrator.Search.Suites;

namespace Orchestrator.Search.Benchmarks;

/// <summary>A suite's regrets while constants are chosen; <c>orchestrator bench search</c> prints the same with all samplers.</summary>
internal static class SuiteTable
{
    /// <summary>Runs and prints, a line a problem and sampler.</summary>
    public static void Print(string suite, IReadOnlyList<string> samplers, int seeds, int trials, IReadOnlyList<string>? problems)
    {
        var results = new List<SuiteResult>();
        foreach (var problem in SearchSuites.Problems(suite).Where(p => problems is null || problems.Contains(p.Name)))
        {
            foreach (var sampler in samplers)
            {
                var result = SearchSuites.Run(problem, sampler, seeds, trials,
                    () => Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds);
                results.Add(result);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{problem.Name,-24}{sampler,-15}{string.Concat(result.Regret.Values.Select(r => $"{r,-11:G3}"))}"
                        + $"{result.NearRepeats,6:0%}{result.Held,6:0%}{result.Milliseconds,9:0.00} ms"));
            }
        }

        foreach (var sampler in samplers)
        {
            var (won, all) = new SuiteReport(suite, seeds, results).Wins(sampler);
            Console.WriteLine($"{sampler}: at or below the best of the others in {won} of {all}");
        }
    }
}
