using Orchestrator.Contracts.Definitions;
using Orchestrator.Search.Suites;

namespace Orchestrator.Search;

/// <summary>Suites of problems to measure samplers on.</summary>
public static class SearchSuites
{
    /// <summary>The problems that constants may be chosen on.</summary>
    public const string Tuning = "tuning";

    /// <summary>Those of other families, which say what to expect of a problem that nobody has seen.</summary>
    public const string HeldOut = "held-out";

    /// <summary>Both names.</summary>
    public static IReadOnlyList<string> Names { get; } = [Tuning, HeldOut];

    /// <summary>The samplers that a suite compares: all that search for the least of one loss.</summary>
    public static IReadOnlyList<string> Samplers { get; } =
        ["bayesian", "tpe", "smac", "cma-es", "nelder-mead", "particle-swarm", "sobol", "random"];

    /// <summary>The problems of a suite.</summary>
    /// <exception cref="ArgumentException">No suite has that name.</exception>
    public static IReadOnlyList<SuiteProblem> Problems(string suite) => suite switch
    {
        Tuning => TuningFamilies.All,
        HeldOut => HeldOutFamilies.All,
        _ => throw new ArgumentException($"No suite is called '{suite}'; there are {string.Join(", ", Names)}.", nameof(suite)),
    };

    /// <summary>Runs a sampler over the members 0 .. <paramref name="seeds"/> - 1 of a family.</summary>
    /// <param name="problem">The family.</param>
    /// <param name="sampler">One of <see cref="SamplerRegistry.Names"/>.</param>
    /// <param name="seeds">At least 1.</param>
    /// <param name="trials">Of each run, at least 1.</param>
    /// <param name="processorSeconds">The clock.</param>
    /// <param name="bestBy">By what each run's best trial is chosen.</param>
    public static SuiteResult Run(SuiteProblem problem, string sampler, int seeds, int trials, Func<double> processorSeconds,
        BestBy bestBy = BestBy.Mean) =>
        SuiteResult.Of(problem.Name, sampler,
            [.. Enumerable.Range(0, seeds).Select(seed => SuiteRun.Of(
                problem, seed, SamplerRegistry.Create(sampler, problem.Space, (ulong)seed), trials, processorSeconds, bestBy))]);
}
