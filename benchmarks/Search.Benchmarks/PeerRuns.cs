using System.Globalization;
using Orchestrator.Search.Suites;

namespace Orchestrator.Search.Benchmarks;

/// <summary>Runs peers on a suite and records what they reach.</summary>
internal static class PeerRuns
{
    /// <summary>Runs and prints, a line a problem and peer, and adds each to the file at once.</summary>
    public static void Record(string python, string suite, IReadOnlyList<string> peers, int seeds, int trials, string file,
        IReadOnlyList<string>? problems)
    {
        using var study = new PeerStudy(python);
        foreach (var problem in SearchSuites.Problems(suite).Where(p => problems is null || problems.Contains(p.Name)))
        {
            foreach (var peer in peers)
            {
                var result = SuiteResult.Of(problem.Name, peer, [.. Enumerable.Range(0, seeds).Select(seed =>
                    SuiteRun.Of(problem, seed, new PeerSampler(study, peer, problem, seed), trials, () => study.Seconds))]);
                PeerResult.Record(file, [new($"Optuna {study.Version}", seeds, Rounded(result))]);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{problem.Name,-24}{peer,-18}{string.Concat(result.Regret.Values.Select(r => $"{r,-11:G3}"))}"
                        + $"{result.Milliseconds,9:0.00} ms"));
            }
        }
    }

    private static SuiteResult Rounded(SuiteResult result) => result with
    {
        Regret = result.Regret.ToDictionary(r => r.Key, r => Digits(r.Value, 6)),
        NearRepeats = Digits(result.NearRepeats, 3),
        Held = Digits(result.Held, 3),
        Milliseconds = Digits(result.Milliseconds, 3),
    };

    private static double Digits(double value, int digits) =>
        double.Parse(value.ToString($"G{digits}", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
