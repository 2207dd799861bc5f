using System.Globalization;
using Orchestrator.Search.Samplers;

namespace Orchestrator.Search.Benchmarks;

/// <summary>Median simple regret over seeds, beside the peers' figures on the same functions and instances.</summary>
internal static class RegretTable
{
    private static readonly int[] Checkpoints = [25, 50, 100, 200];

    /// <summary>Runs and prints.</summary>
    public static void Print(IReadOnlyList<BenchmarkFunction> functions, int seeds, int trials)
    {
        using var peers = Resources.Open("peers.json");
        Console.WriteLine($"median regret over {seeds} seeds (peers: 10); ratio to Optuna 4.9's GP in brackets");
        Console.WriteLine("function         trials  bayesian            optuna gp  best peer");
        foreach (var function in functions)
        {
            var runs = Enumerable.Range(0, seeds).Select(seed => Run(function, seed, trials)).ToList();
            foreach (var checkpoint in Checkpoints.Where(c => c <= trials))
            {
                var median = Median([.. runs.Select(run => run[checkpoint - 1])]);
                var entry = peers.RootElement.GetProperty(function.Name).GetProperty(checkpoint.ToString(CultureInfo.InvariantCulture));
                var gp = entry.GetProperty("gp").GetDouble();
                var best = entry.EnumerateObject().MinBy(peer => peer.Value.GetDouble());
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{function.Name,-16} {checkpoint,6}  {median,-9:G3} ({median / gp,6:0.00})  {gp,-9:G3}  {best.Value.GetDouble():G3} ({best.Name})"));
            }
        }
    }

    /// <summary>Regret after each trial: the true value of the configuration with the best told value, less the optimum.</summary>
    private static double[] Run(BenchmarkFunction function, int seed, int trials)
    {
        var sampler = SamplerRegistry.Create("bayesian", function.Space, (ulong)seed);
        var observed = new List<Observation>();
        var regret = new double[trials];
        var (bestTold, bestTrue) = (double.PositiveInfinity, double.PositiveInfinity);
        for (var trial = 0; trial < trials; trial++)
        {
            var configuration = sampler.Suggest(new SuggestionRequest(trial, [.. observed], []))!;
            var value = function.Value(configuration, seed);
            var told = function.Told(value, seed, trial);
            observed.Add(new Observation(trial, configuration, told));
            if (told < bestTold) (bestTold, bestTrue) = (told, value);
            regret[trial] = bestTrue - function.Optimum;
        }

        return regret;
    }

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return 0.5 * (values[(values.Length - 1) / 2] + values[values.Length / 2]);
    }
}
