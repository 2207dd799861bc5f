using System.Globalization;
using System.Text.Json;
using Orchestrator.Search.Samplers;

namespace Orchestrator.Search.Benchmarks;

/// <summary>Median simple regret over seeds, beside the peers' figures on the same functions and instances.</summary>
internal static class RegretTable
{
    private static readonly int[] Checkpoints = [25, 50, 100, 200];

    /// <summary>Runs and prints.</summary>
    public static void Print(IReadOnlyList<string> samplers, IReadOnlyList<BenchmarkFunction> functions, int seeds, int trials,
        int parallel)
    {
        using var peers = Resources.Open("peers.json");
        Console.WriteLine($"median regret over {seeds} seeds (peers: 10), {parallel} at a time (peers: 1); * = at or below the best peer");
        Console.WriteLine($"function         trials  {string.Concat(samplers.Select(s => $"{s,-14}"))}optuna gp   best peer");
        foreach (var function in functions)
        {
            var runs =
                samplers.Select(sampler => Enumerable.Range(0, seeds).Select(seed => Run(sampler, function, seed, trials, parallel))
                    .ToList()).ToList();
            foreach (var checkpoint in Checkpoints.Where(c => c <= trials))
            {
                var published = Peers(peers, function, checkpoint);
                var best = published.MinBy(peer => peer.Regret);
                var columns = runs.Select(run => Statistics.Median(run.Select(regret => regret[checkpoint - 1])))
                    .Select(median => string.Create(CultureInfo.InvariantCulture, $"{median:G3}{(median <= best.Regret ? " *" : "")}")
                        .PadRight(14));
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{function.Name,-16} {checkpoint,6}  {string.Concat(columns)}{published.First(p => p.Name == "gp").Regret,-11:G3} "
                        + $"{best.Regret:G3} ({best.Name})"));
            }
        }
    }

    private static List<(string Name, double Regret)> Peers(JsonDocument peers, BenchmarkFunction function, int trials) =>
        [.. peers.RootElement.GetProperty(function.Name).GetProperty(trials.ToString(CultureInfo.InvariantCulture))
            .EnumerateObject().Select(peer => (peer.Name, peer.Value.GetDouble()))];

    /// <summary>Regret after each trial: the true value of the configuration with the best told value, less the optimum.</summary>
    /// <remarks>As in a sweep, the suggestion of trial t sees the results of trials 0 .. t - parallel and has the later ones
    /// pending.</remarks>
    private static double[] Run(string name, BenchmarkFunction function, int seed, int trials, int parallel)
    {
        var sampler = SamplerRegistry.Create(name, function.Space, (ulong)seed);
        var observed = new List<Observation>();
        var regret = new double[trials];
        var (bestTold, bestTrue) = (double.PositiveInfinity, double.PositiveInfinity);
        for (var trial = 0; trial < trials; trial++)
        {
            var seen = Math.Max(0, trial - parallel + 1);
            var request = new SuggestionRequest(trial, observed[..seen], [.. observed.Skip(seen).Select(o => o.Configuration)]);
            var configuration = sampler.Suggest(request)!;
            var value = function.Value(configuration, seed);
            var (told, variance) = function.Told(value, seed, trial);
            observed.Add(new Observation(trial, configuration, told, variance));
            if (told < bestTold)
            {
                (bestTold, bestTrue) = (told, value);
            }

            regret[trial] = bestTrue - function.Optimum;
        }

        return regret;
    }
}
