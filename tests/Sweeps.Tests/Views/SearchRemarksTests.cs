using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Sweeps.Views;

namespace Orchestrator.Sweeps.Tests.Views;

/// <summary>What is said of the borders of a search space.</summary>
public sealed class SearchRemarksTests
{
    [Fact]
    public void The_best_trials_at_a_bound_are_told()
    {
        var remark = Of(30, x => x).ShouldHaveSingleItem();
        remark.ShouldStartWith("x lies at its upper bound in ");
        Of(30, x => -x).ShouldHaveSingleItem().ShouldContain("lower bound");
    }

    [Fact]
    public void A_best_value_within_the_range_is_no_remark() => Of(30, x => -Math.Abs(x - 50)).ShouldBeEmpty();

    [Fact]
    public void Few_trials_and_equal_scores_tell_nothing()
    {
        Of(9, x => x).ShouldBeEmpty();
        Of(30, _ => 0.5).ShouldBeEmpty();
    }

    // The better half of the trials lies close to either bound, as a search that follows its scores would put it.
    private static IReadOnlyList<string> Of(int trials, Func<double, double> score)
    {
        var script = Script.Planned(trials: trials, folds: 1);
        for (var trial = 0; trial < trials; trial++)
        {
            var x = trial % 3 == 0 ? 100 - trial * 0.01 : trial % 3 == 1 ? trial * 0.01 : 25 + 50.0 * trial / trials;
            script.Play(new SuggestTrial(trial, Configuration.Empty.With("x", ParameterValue.Of(x)), script.Now));
            script.Finish(trial, 0, score(x));
        }

        return SearchRemarks.Of(script.State);
    }
}
