namespace Orchestrator.Search.Tests.Samplers;

/// <summary>That samplers which look at results are better off than one that does not.</summary>
public sealed class LearningTests
{
    [Theory]
    [InlineData("bayesian", 50, 0.03)]
    [InlineData("tpe", 100, 0.2)]
    [InlineData("cma-es", 100, 0.2)]
    [InlineData("particle-swarm", 100, 0.5)]
    [InlineData("nelder-mead", 100, 0.05)]
    [InlineData("smac", 50, 0.8)]
    public void Regret_in_a_valley_is_a_small_part_of_random_search_s(string sampler, int trials, double part)
    {
        var random = TestFunction.Valley.MedianRegret("random", trials, seeds: 15);
        TestFunction.Valley.MedianRegret(sampler, trials, seeds: 15).ShouldBeLessThan(part * random);
    }
}
