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
        var (overPeers, overOwn, both, all) = (0, 0, 0, 0);
        Console.WriteLine($"| problem | trials | {sampler} | best of our others | best of Optuna's |");
        Console.WriteLine("|---|---|---|---|---|");
        foreach (var problem in report.Results.GroupBy(result => result.Problem))
        {
            foreach (var (trials, regret) in problem.Single(result => result.Sampler == sampler).Regret.OrderBy(r => r.Key))
            {
                var own = Best(problem.Where(r => r.Sampler != sampler).Select(r => (r.Sampler, r.Regret)), trials);
                var peer = Best(recorded.Where(r => r.Result.Problem == problem.Key)
                    .Select(r => ($"{r.Result.Sampler}, {r.Version}", r.Result.Regret)), trials);
                var (belowOwn, belowPeer) = (regret <= own.Regret, regret <= peer.Regret);
                all++;
                overOwn += belowOwn ? 1 : 0;
                overPeers += belowPeer ? 1 : 0;
                both += belowOwn && belowPeer ? 1 : 0;
                var shown = belowOwn && belowPeer ? $"**{Figure(regret)}**" : Figure(regret);
                Console.WriteLine($"| {problem.Key} | {trials} | {shown} | {Figure(own.Regret)} ({own.Name}) "
                    + $"| {Figure(peer.Regret)} ({peer.Name.Replace("Optuna ", "", StringComparison.Ordinal)}) |");
            }
        }

        Console.WriteLine($"\n{sampler}: at or below the best of Optuna's in {overPeers} of {all} cells, of our others in {overOwn}, "
            + $"of both in {both}");
        foreach (var peer in recorded.Where(r => report.Results.Any(own => own.Problem == r.Result.Problem))
            .GroupBy(r => (r.Version, r.Result.Sampler, r.Seeds, Trials: r.Result.Regret.Keys.Max())))
        {
            Console.WriteLine($"{peer.Key.Version} {peer.Key.Sampler}: {peer.Key.Seeds} seeds, {peer.Key.Trials} trials, "
                + $"{Figure(peer.Average(r => r.Result.Milliseconds))} ms a suggestion");
        }
    }

    private static (string Name, double Regret) Best(
        IEnumerable<(string Name, IReadOnlyDictionary<int, double> Regret)> results, int trials) =>
        results.Where(result => result.Regret.ContainsKey(trials)).Select(result => (result.Name, Regret: result.Regret[trials]))
            .DefaultIfEmpty((Name: "none", Regret: double.PositiveInfinity)).MinBy(result => result.Regret);

    private static string Figure(double value) => value.ToString("G3", CultureInfo.InvariantCulture);
}
