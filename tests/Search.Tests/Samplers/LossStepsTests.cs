using Orchestrator.Search.Samplers;
using Orchestrator.Search.Tests.Suites;

namespace Orchestrator.Search.Tests.Samplers;

public sealed class LossStepsTests
{
    [Fact]
    public void Where_trials_tie_with_the_best_an_improvement_is_steps_by_turns()
    {
        // The mean step between the best six levels is 4; those above are not looked at.
        double[] outcomes = [1, 0, 8, 2, 0, 4, 20, 0, 0, 0, 90, 990];
        Asked(outcomes).ShouldBe([2, 4, 8, 16, 2]);
        Asked([.. outcomes.Order().Skip(2)]).ShouldBe([2, 4, 8, 8, 2], "two others tie");
        Asked([.. outcomes.Select(y => 3 * y - 7)]).ShouldBe([.. Asked(outcomes).Select(asked => 3 * asked)]);
    }

    [Fact]
    public void Where_none_ties_with_the_best_or_all_do_any_improvement_counts()
    {
        Asked([0, 0.1, 0.1, 0.1, 2]).ShouldAllBe(asked => asked == 0);
        Asked([0.5, 0.5, 0.5]).ShouldAllBe(asked => asked == 0);
        Asked([0.5]).ShouldAllBe(asked => asked == 0);
    }

    // Where any improvement counts, the search stays beside the best: regrets are .23 and .21 over these members.
    [Theory]
    [InlineData("rules-80", 100, 0.19)]
    [InlineData("boxes", 25, 0.1)]
    public void A_flat_piece_is_left(string family, int trials, double most) =>
        TuningFamily.Regret(family, members: 24, trials).ShouldBeLessThan(most);

    private static double[] Asked(double[] outcomes) => [.. Enumerable.Range(0, 5).Select(t => LossSteps.LeastImprovement(outcomes, t))];
}
