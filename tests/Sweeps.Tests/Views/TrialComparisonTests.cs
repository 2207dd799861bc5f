using Orchestrator.Contracts.Api;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Trials;
using Orchestrator.Contracts.Validation;
using Orchestrator.Sweeps.Views;

namespace Orchestrator.Sweeps.Tests.Views;

/// <summary>Trials beside each other, and what their workers printed.</summary>
public sealed class TrialComparisonTests
{
    [Fact]
    public void What_differs_is_told_from_what_is_the_same()
    {
        var definition = Script.Definition();
        var space = new SearchSpace([new FloatParameter("x", 0, 9), new FloatParameter("y", 0, 9)]);
        var script = Script.Planned(definition with { Space = space });
        foreach (var x in new[] { 1, 2 })
        {
            var configuration = Configuration.Empty.With("x", ParameterValue.Of(x)).With("y", ParameterValue.Of(5));
            script.Play(new SuggestTrial(x - 1, configuration, script.Now));
            script.Finish(x - 1, 0, 0.5);
            script.Finish(x - 1, 1, 0.7);
        }

        var comparison = Compare(script, 1, 0);
        comparison.Trials.Select(trial => trial.Trial).ShouldBe([1, 0]);
        comparison.Differing.ShouldHaveSingleItem().Values.Select(value => value?.Number).ShouldBe([2, 1]);
        comparison.Same.ShouldHaveSingleItem().Name.ShouldBe("y");
        comparison.Metrics.ShouldBe(["accuracy"]);
        comparison.Folds.ShouldBe(["0", "1"]);
        comparison.Trials[0].Scores["accuracy"].Mean.ShouldBe(0.6, 1e-12);
        comparison.Trials[0].Folds["1"].ShouldBe(new ComparedFold(0.7, 3, 5, 1.5));
        comparison.Trials[1].Leading.ShouldBeTrue();
    }

    [Fact]
    public void Trials_of_two_sweeps_stand_beside_each_other_with_what_one_lacks_left_empty()
    {
        var one = Script.Planned(folds: 1);
        one.RunTrial(0.5);
        var definition = Script.Definition(folds: 2);
        var other = Script.Planned(definition with { Space = new SearchSpace([new IntParameter("z", 1, 3)]) });
        other.Play(new SuggestTrial(0, Configuration.Empty.With("z", ParameterValue.Of(2)), other.Now));

        var comparison = TrialComparisons.Of([TrialViews.Details(one.State, 0, []), TrialViews.Details(other.State, 0, [])]);
        comparison.Differing.Select(setting => setting.Name).ShouldBe(["x", "z"]);
        comparison.Differing[0].Values[1].ShouldBeNull();
        comparison.Folds.ShouldBe(["0", "1"]);
        comparison.Trials[0].Folds.ContainsKey("1").ShouldBeFalse();
        comparison.Trials[1].Scores.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("7", "demo", 7)]
    [InlineData("splice-2:5", "splice-2", 5)]
    public void A_trial_is_named_by_its_number_or_with_its_sweep(string text, string sweep, int trial)
    {
        TrialReference.Parse(text, new SweepId("demo")).ShouldBe(new TrialReference(new SweepId(sweep), trial));
        TrialReference.Parse(text, new SweepId("demo"))!.Value.Within(new SweepId("demo")).ShouldBe(text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("splice-2")]
    [InlineData("splice-2:")]
    [InlineData(":5")]
    [InlineData("99999999999")]
    public void What_names_no_trial_is_none(string text) => TrialReference.Parse(text, new SweepId("demo")).ShouldBeNull();

    [Fact]
    public void The_log_of_a_trial_is_that_of_each_folds_last_attempt_or_of_the_one_that_is_named()
    {
        var script = Script.Planned(retries: 1);
        script.Suggest(1);
        var first = script.Start(0, 0);
        script.Break(first);
        var second = script.Start(0, 0);
        TrialLogs.Wanted(script.State, 0, new LogQuery()).ShouldBe([second]);
        TrialLogs.Wanted(script.State, 0, new LogQuery("0", 1)).ShouldBe([first]);
        TrialLogs.Wanted(script.State, 0, new LogQuery("1")).ShouldBeEmpty(); // nothing was tried yet
        Should.Throw<UserError>(() => TrialLogs.Wanted(script.State, 0, new LogQuery("7"))).Message.ShouldContain("it has 0, 1");
        Should.Throw<UserError>(() => TrialLogs.Wanted(script.State, 0, new LogQuery("0", 3))).Message.ShouldContain("the last is 2");

        var lines = Enumerable.Range(1, 1500).Select(number => (second, new LogLine(number, script.Now, $"line {number}")))
            .ToLookup(line => line.second, line => line.Item2);
        var log = TrialLogs.Of(script.State, 0, [second], lines);
        log.Open.ShouldBeTrue();
        log.Attempts.ShouldHaveSingleItem().Lines.Count.ShouldBe(TrialLog.MostLines);
        log.Attempts[0].Told().First().Gap.ShouldBe("… 500 lines are left out …");
        script.Report(second, 0.5);
        script.Finish(0, 1, 0.5);
        TrialLogs.Of(script.State, 0, [second], lines).Open.ShouldBeFalse();
    }

    private static TrialComparison Compare(Script script, params int[] trials) =>
        TrialComparisons.Of([.. trials.Select(trial => TrialViews.Details(script.State, trial, []))]);
}
