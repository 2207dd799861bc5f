using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Trials;

namespace Orchestrator.Sweeps.Tests;

/// <summary>A user queues configurations while a sweep runs.</summary>
public sealed class TrialQueueTests
{
    [Fact]
    public void The_next_trial_tries_what_was_queued_whatever_the_sampler_says()
    {
        var script = Script.Planned();
        script.RunTrial(0.5, 0.5);
        Queue(script, 42).ShouldHaveSingleItem().ShouldBeOfType<TrialEnqueued>().Trial.ShouldBe(1);
        SuggestionRequests.Enqueued(script.State, 1)!["x"].Number.ShouldBe(42);
        script.Suggest(7); // the sampler was asked before
        script.State.Trials[1].Configuration["x"].Number.ShouldBe(42);
        script.Finish(1, 0, 0.5);
        script.Finish(1, 1, 0.5);
        script.Suggest(8);
        script.State.Trials[2].Configuration["x"].Number.ShouldBe(8);
    }

    [Fact]
    public void Those_that_are_queued_come_in_order_behind_those_of_the_sweep_file()
    {
        var definition = Script.Definition(trials: 5);
        var script = Script.Planned(definition with { Search = definition.Search with { Enqueued = [Point(1), Point(2)] } });
        Queue(script, 3);
        Queue(script, 4);
        Enumerable.Range(0, 5).Select(trial => SuggestionRequests.Enqueued(script.State, trial)?["x"].Number)
            .ShouldBe([1, 2, 3, 4, null]);
    }

    [Fact]
    public void A_request_that_is_repeated_queues_nothing_more()
    {
        var script = Script.Planned();
        script.Play(new EnqueueTrial(Point(1), "ada", "key", script.Now)).Count.ShouldBe(1);
        script.Play(new EnqueueTrial(Point(1), "ada", "key", script.Now)).ShouldBeEmpty();
        script.Suggest(0);
        script.Play(new EnqueueTrial(Point(1), "ada", "key", script.Now)).ShouldBeEmpty();
        script.Play(new EnqueueTrial(Point(1), "ada", "another", script.Now)).Count.ShouldBe(1);
        TrialQueue.Find(script.State, "another").ShouldBe(1);
    }

    [Fact]
    public void What_is_queued_is_tried_where_the_search_would_end_or_the_sampler_fails()
    {
        var definition = Script.Definition(trials: 9);
        var script = Script.Planned(definition with { Search = definition.Search with { Stop = new StopDefinition(Target: 0.4) } });
        script.RunTrial(0.5, 0.5);
        Queue(script, 1);
        script.Suggest(0);
        script.State.Trials.Count.ShouldBe(2);
        Queue(script, 2);
        script.Finish(1, 0, 0.5);
        script.Finish(1, 1, 0.5);
        script.Play(new FailSuggestion(2, "singular matrix", script.Now));
        script.State.Trials[2].Configuration["x"].Number.ShouldBe(2);
        script.Finish(2, 0, 0.5);
        script.Finish(2, 1, 0.5);
        script.Play(new SuggestTrial(3, Point(3), script.Now)).ShouldContain(e => e is SearchStopped);
    }

    [Fact]
    public void What_lies_outside_the_space_or_comes_too_late_is_refused_with_the_reason()
    {
        var script = Script.Planned(trials: 1);
        TrialQueue.Objection(script.State, Point(1000))!.ShouldContain("'1000' is not a value of 'x'");
        TrialQueue.Objection(script.State, Configuration.Empty)!.ShouldContain("'x' is missing");
        TrialQueue.Objection(script.State, Point(1).With("y", ParameterValue.Of(1)))!.ShouldContain("no 'y'");
        Queue(script, 1).Count.ShouldBe(1);
        TrialQueue.Objection(script.State, Point(2))!.ShouldContain("resume demo --trials 2");
        Queue(script, 2).ShouldBeEmpty();
        script.RunTrial(0.5, 0.5);
        TrialQueue.Objection(script.State, Point(2))!.ShouldContain("none is left to choose");
        script.Play(new ExtendSweep(3, "ada", script.Now));
        TrialQueue.Objection(script.State, Point(2)).ShouldBeNull();
        script.Play(new CancelSweep("enough", script.Now));
        TrialQueue.Objection(script.State, Point(2))!.ShouldContain("was cancelled");
    }

    [Fact]
    public void An_exhausted_search_takes_nothing_more()
    {
        var script = Script.Planned(trials: 10);
        script.RunTrial(0.5, 0.5);
        script.Play(new SuggestTrial(1, null, script.Now));
        script.State.Status.ShouldBe(SweepStatus.Refitting);
        TrialQueue.Objection(script.State, Point(2))!.ShouldContain("is over after 1 trial: it");
    }

    private static Configuration Point(double x) => Configuration.Empty.With("x", ParameterValue.Of(x));

    private static IReadOnlyList<SweepEvent> Queue(Script script, double x) =>
        script.Play(new EnqueueTrial(Point(x), "ada", null, script.Now));
}
