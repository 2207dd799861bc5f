using Orchestrator.Contracts.Definitions;
using Orchestrator.Search.Suites;
using Orchestrator.Search.Suites.Networks;

namespace Orchestrator.Search;

/// <summary>Suites of problems to measure samplers on.</summary>
public static class SearchSuites
{
    /// <summary>The problems that constants may be chosen on.</summary>
    public const string Tuning = "tuning";

    /// <summary>Those of other families, which say what to expect of a problem that nobody has seen.</summary>
    public const string HeldOut = "held-out";

    /// <summary>Small networks that every trial trains. Their least losses are unknown: regret is here the whole loss, not what of it lies
    /// above the least.</summary>
    public const string Networks = "networks";

    /// <summary>Between the seeds of two searches of a member.</summary>
    private const int SeedsApart = 1000;

    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Names { get; } = [Tuning, HeldOut, Networks];

    /// <summary>The samplers that a suite compares: all that search for the least of one loss.</summary>
    public static IReadOnlyList<string> Samplers { get; } =
        ["bayesian", "tpe", "smac", "cma-es", "nelder-mead", "particle-swarm", "sobol", "random"];

    /// <summary>The problems of a suite.</summary>
    /// <exception cref="ArgumentException">No suite has that name.</exception>
    public static IReadOnlyList<SuiteProblem> Problems(string suite) => suite switch
    {
        Tuning => TuningFamilies.All,
        HeldOut => HeldOutFamilies.All,
        Networks => NetworkFamilies.All,
        _ => throw new ArgumentException($"No suite is called '{suite}'; there are {string.Join(", ", Names)}.", nameof(suite)),
    };

    /// <summary>Runs a sampler over the members 0 .. <paramref name="seeds"/> - 1 of a family.</summary>
    /// <param name="problem">The family.</param>
    /// <param name="sampler">One of <see cref="SamplerRegistry.Names"/>.</param>
    /// <param name="seeds">At least 1.</param>
    /// <param name="trials">Of each run, at least 1.</param>
    /// <param name="processorSeconds">The clock.</param>
    /// <param name="bestBy">By what each run's best trial is chosen.</param>
    /// <param name="repeats">Searches of each member, by samplers of other seeds; at least 1.</param>
    public static SuiteResult Run(SuiteProblem problem, string sampler, int seeds, int trials, Func<double> processorSeconds,
        BestBy bestBy = BestBy.Mean, int repeats = 1) =>
        SuiteResult.Of(problem.Name, sampler,
        [
            .. from repeat in Enumerable.Range(0, repeats)
               from member in Enumerable.Range(0, seeds)
               let seed = (ulong)(member + repeat * SeedsApart)
               select SuiteRun.Of(problem, member, SamplerRegistry.Create(sampler, problem.Space, seed), trials, processorSeconds, bestBy),
        ]);
}
