namespace Orchestrator.Search.Suites;

/// <summary>What one sampler reached on one problem: medians over its searches.</summary>
/// <param name="Problem">The problem's name.</param>
/// <param name="Sampler">The sampler's name.</param>
/// <param name="Regret">By number of trials, see <see cref="SuiteRun.Regrets"/>.</param>
/// <param name="NearRepeats">See <see cref="SuiteRun.NearRepeats"/>; the mean.</param>
/// <param name="Held">See <see cref="SuiteRun.Held"/>; the mean.</param>
/// <param name="Milliseconds">Processor time of a suggestion, the mean.</param>
public sealed record SuiteResult(string Problem, string Sampler, IReadOnlyDictionary<int, double> Regret, double NearRepeats, double Held,
    double Milliseconds)
{
    /// <summary>Of some runs of the same length.</summary>
    public static SuiteResult Of(string problem, string sampler, IReadOnlyList<SuiteRun> runs) => new(
        problem, sampler,
        SuiteReport.Checkpoints.Where(c => c <= runs[0].Regrets.Length)
            .ToDictionary(c => c, c => Median([.. runs.Select(run => run.Regrets[c - 1])])),
        runs.Average(run => run.NearRepeats), runs.Average(run => run.Held), 1e3 * runs.Average(run => run.Seconds));

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return 0.5 * (values[(values.Length - 1) / 2] + values[values.Length / 2]);
    }
}
