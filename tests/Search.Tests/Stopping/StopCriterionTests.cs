using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Search.Samplers;
using Orchestrator.Search.Stopping;

namespace Orchestrator.Search.Tests.Stopping;

public sealed class StopCriterionTests
{
    [Fact]
    public void A_target_is_reached_by_the_first_trial_that_is_good_enough()
    {
        var criterion = new TargetReached(0.3);
        criterion.ReasonToStop(Trials(0.9, double.NaN, 0.31)).ShouldBeNull();
        criterion.ReasonToStop(Trials(0.9, 0.3, 0.2)).ShouldNotBeNull().ShouldContain("trial 1");
    }

    [Fact]
    public void Small_improvements_and_failures_do_not_count()
    {
        var criterion = new NoImprovement(trials: 3, leastGain: 0.05);
        criterion.ReasonToStop(Trials(1, 0.98, double.NaN)).ShouldBeNull();
        criterion.ReasonToStop(Trials(1, 0.98, double.NaN, 0.97)).ShouldNotBeNull();
        criterion.ReasonToStop(Trials(1, 0.98, double.NaN, 0.9)).ShouldBeNull();
        criterion.ReasonToStop(Trials(double.NaN, double.NaN, double.NaN, double.NaN)).ShouldBeNull("nothing has succeeded yet");
    }

    [Fact]
    public void A_search_ends_when_the_surrogate_leaves_little_to_gain()
    {
        var space = Spaces.Box(1, 0, 1);
        var criterion = new RegretBoundStopping(space, worthwhile: 0.01);
        criterion.ReasonToStop(Bowl(space, 10)).ShouldBeNull("ten trials are too few to say");
        criterion.ReasonToStop(Bowl(space, 40)).ShouldNotBeNull();
        new RegretBoundStopping(space, worthwhile: 1e-9).ReasonToStop(Bowl(space, 40)).ShouldBeNull();
        new RegretBoundStopping(space).ReasonToStop(Bowl(space, 40)).ShouldBeNull("without folds there is no noise to compare with");
    }

    [Fact]
    public void A_front_that_stands_ends_a_search_with_several_objectives()
    {
        var criterion = new FrontUnchanged(trials: 2);
        criterion.ReasonToStop(Pairs((1, 5), (5, 1), (2, 2))).ShouldBeNull("each is better in one loss");
        criterion.ReasonToStop(Pairs((1, 5), (2, 2), (2, 2), (3, 2))).ShouldNotBeNull().ShouldContain("front of 2 trials");
        criterion.ReasonToStop(Pairs((1, 5), (2, 2), (9, 9), (9, 1))).ShouldBeNull();
        criterion.ReasonToStop(Pairs((double.NaN, 1), (1, double.NaN))).ShouldBeNull("nothing has succeeded yet");
    }

    private static List<Observation> Pairs(params (double A, double B)[] losses) =>
        [.. losses.Select((loss, t) => new Observation(t, Configuration.Empty, loss.A, Losses: [loss.A, loss.B]))];

    private static List<Observation> Trials(params double[] losses) =>
        [.. losses.Select((loss, t) => new Observation(t, Configuration.Empty, loss))];

    private static List<Observation> Bowl(SearchSpace space, int count)
    {
        var sobol = new SobolSampler(space, 3);
        return [.. Enumerable.Range(0, count).Select(t => sobol.Suggest(new(t, [], []))!)
            .Select((c, t) => new Observation(t, c, Math.Pow(c["x0"].Number - 0.4, 2)))];
    }
}
