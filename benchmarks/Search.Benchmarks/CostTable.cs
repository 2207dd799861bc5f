using System.Globalization;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Search.Samplers;
using Orchestrator.Search.Suites;

namespace Orchestrator.Search.Benchmarks;

/// <summary>What <c>bayesian</c> reaches in so much training time, with the seconds of trials told and without: over the family
/// <c>network</c>, whose larger networks take longer.</summary>
internal static class CostTable
{
    private const int MostTrials = 400;
    private static readonly double[] Budgets = [10, 20, 40, 80]; // in typical trials of random configurations

    /// <summary>Runs and prints.</summary>
    public static void Print(int seeds)
    {
        var problem = SearchSuites.Problems(SearchSuites.Tuning).First(p => p.Name == "network");
        var random = new RandomSampler(problem.Space, seed: 9);
        var typical = Enumerable.Range(0, 256).Average(i => Seconds(random.Suggest(new(i, [], []))!));
        Console.WriteLine($"network, {problem.Parallel} at a time, medians over {seeds} seeds: true loss after the time of so many random "
            + "trials, and trials run in it");
        foreach (var weighs in (bool[])[false, true])
        {
            var runs = Enumerable.Range(0, seeds).Select(seed => Run(problem, seed, weighs, typical)).ToArray();
            Console.WriteLine((weighs ? "cost_aware " : "plain      ") + string.Concat(Budgets.Select((budget, b) => string.Create(
                CultureInfo.InvariantCulture, $"  {budget}: {Statistics.Median(runs.Select(r => r[b].Loss)):0.0000} "
                    + $"({Statistics.Median(runs.Select(r => (double)r[b].Trials)):0})"))));
        }
    }

    private static (double Loss, int Trials)[] Run(SuiteProblem problem, int seed, bool weighs, double typical)
    {
        var (function, sampler) = (problem.Member(seed), SamplerRegistry.Create("bayesian", problem.Space, (ulong)seed));
        var told = new SuiteTrials(function, seed);
        var (spent, bestTold, bestTrue) = (0.0, double.PositiveInfinity, double.NaN);
        var reached = Budgets.Select(_ => (Loss: double.NaN, Trials: 0)).ToArray();
        for (var trial = 0; trial < MostTrials && spent < Budgets[^1] * typical; trial++)
        {
            var configuration = sampler.Suggest(told.Request(problem.Parallel))!;
            spent += Seconds(configuration);
            var loss = function.Value(configuration);
            if (told.Add(configuration, loss, weighs ? Seconds(configuration) : 0).Loss is var mean && mean < bestTold)
            {
                (bestTold, bestTrue) = (mean, loss);
            }

            for (var b = 0; b < Budgets.Length; b++)
            {
                if (spent <= Budgets[b] * typical)
                {
                    reached[b] = (bestTrue, trial + 1);
                }
            }
        }

        return reached;
    }

    private static double Seconds(Configuration c) => 0.5 + 0.02 * c["units"].Number * c["layers"].Number;
}
