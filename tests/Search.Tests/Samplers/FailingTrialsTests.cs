using Orchestrator.Search.Suites;

namespace Orchestrator.Search.Tests.Samplers;

/// <summary>Trials that fail say where others would, and nothing of how good those are that do not.</summary>
public sealed class FailingTrialsTests
{
    // As the worst loss they made a cliff of the process beside the best trials: regrets were .003 and .03.
    [Theory]
    [InlineData("memory-limit", 100, 1e-4)]
    [InlineData("crashes-5", 100, 0.01)]
    public void A_best_that_lies_beside_them_is_found(string family, int trials, double most) =>
        SearchSuites.Run(SearchSuites.Problems(SearchSuites.Tuning).Single(p => p.Name == family), "bayesian", seeds: 8, trials, () => 0)
            .Regret[trials].ShouldBeLessThan(most);
}
