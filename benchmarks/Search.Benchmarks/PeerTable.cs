using System.Globalization;
using System.Text.Json;
using Orchestrator.Contracts.Serialization;
using Orchestrator.Search.Suites;

namespace Orchestrator.Search.Benchmarks;

/// <summary>A suite's report beside the recorded peers: for one sampler what it reaches, the best of our others, and the best
/// peer.</summary>
internal static class PeerTable
{
    /// <summary>Prints a table in Markdown, <b>bold</b> where the sampler is at or below both, and in how many cells that is.</summary>
    /// <param name="file">What <c>orchestrator bench search --json</c> printed.</param>
    /// <param name="sampler">One of its samplers.</param>
    public static void Print(string file, string sampler)
    {
        var report = JsonSerializer.Deserialize<SuiteReport>(File.ReadAllText(file), WireJson.Options)!;
        var recorded = PeerResult.Recorded();
        var (belowOwn, belowPeers, belowBoth) = (new Tally(), new Tally(), new Tally());
        Console.WriteLine($"| problem | trials | {sampler} | best of our others | best of Optuna's |");
        Console.WriteLine("|---|---|---|---|---|");
        foreach (var problem in report.Results.GroupBy(result => result.Problem))
        {
            foreach (var (trials, regret) in problem.Single(result => result.Sampler == sampler).Regret.OrderBy(r => r.Key))
            {
                var own = Best(problem.Where(r => r.Sampler != sampler).Select(r => (r.Sampler, r.Regret)), trials);
                var peer = Best(recorded.Where(r => r.Result.Problem == problem.Key)
                    .Select(r => ($"{r.Result.Sampler} {r.Version.Split(' ')[^1]}", r.Result.Regret)), trials);
                belowOwn.Count(regret <= own?.Regret, own);
                belowPeers.Count(regret <= peer?.Regret, peer);
                var best = belowBoth.Count(regret <= own?.Regret && regret <= peer?.Regret, own, peer);
                var shown = best ? $"**{Figure(regret)}**" : Figure(regret);
                Console.WriteLine(
                    $"| {problem.Key} | {trials} | {shown} | {own?.ToString() ?? "not run"} | {peer?.ToString() ?? "not run"} |");
            }
        }

        Console.WriteLine($"\n{sampler}: at or below the best of Optuna's in {belowPeers} cells, of our others in {belowOwn}, of both in "
            + $"{belowBoth}");
        foreach (var peer in recorded.Where(r => report.Results.Any(own => own.Problem == r.Result.Problem))
            .GroupBy(r => (r.Version, r.Result.Sampler, r.Seeds, Trials: r.Result.Regret.Keys.Max())))
        {
            Console.WriteLine($"{peer.Key.Version} {peer.Key.Sampler}: {peer.Key.Seeds} seeds, {peer.Key.Trials} trials, "
                + $"{Figure(peer.Average(r => r.Result.Milliseconds))} ms a suggestion");
        }
    }

    private static Reached? Best(IEnumerable<(string Name, IReadOnlyDictionary<int, double> Regret)> results, int trials) =>
        results.Where(result => result.Regret.ContainsKey(trials)).Select(result => new Reached(result.Name, result.Regret[trials]))
            .MinBy(reached => reached.Regret);

    private static string Figure(double value) => value.ToString("G3", CultureInfo.InvariantCulture);

    /// <summary>What the best of some searches reached.</summary>
    private sealed record Reached(string Name, double Regret)
    {
        public override string ToString() => $"{Figure(Regret)} ({Name})";
    }

    /// <summary>In how many cells something held, of those in which there was something to compare with.</summary>
    private sealed class Tally
    {
        private int held;
        private int all;

        public bool Count(bool holds, params ReadOnlySpan<Reached?> with)
        {
            var compared = !with.Contains(null);
            (held, all) = (held + (compared && holds ? 1 : 0), all + (compared ? 1 : 0));
            return compared && holds;
        }

        public override string ToString() => $"{held} of {all}";
    }
}
