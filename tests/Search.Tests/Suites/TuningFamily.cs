using Orchestrator.Search.Suites;

namespace Orchestrator.Search.Tests.Suites;

/// <summary>A family of the suite 'tuning', by its name.</summary>
internal static class TuningFamily
{
    public static SuiteProblem Named(string name) => SearchSuites.Problems(SearchSuites.Tuning).Single(p => p.Name == name);

    /// <summary>The median regret of `bayesian` over its first members.</summary>
    public static double Regret(string name, int members, int trials) =>
        SearchSuites.Run(Named(name), "bayesian", members, trials, () => 0).Regret[trials];
}
