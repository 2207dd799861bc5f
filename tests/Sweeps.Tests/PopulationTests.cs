using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.SearchSpaces;

namespace Orchestrator.Sweeps.Tests;

public class PopulationTests
{
    private static Script Planned() =>
        Script.Planned(Script.Definition(trials: 6) with { Search = new SearchDefinition("population", 6, 2, Population: 2) });

    [Fact]
    public void A_generation_waits_for_the_one_before_and_sees_all_of_it()
    {
        var script = Planned();
        Suggest(script, null);
        Suggest(script, null);
        script.State.WantedTrial().ShouldBeNull();
        Run(script, 1);
        script.State.WantedTrial().ShouldBeNull("trial 0 still runs");
        Run(script, 0);
        Suggest(script, 1);
        SuggestionRequests.For(script.State, 3).Observed.Select(o => o.Trial).ShouldBe([0, 1]);
        SuggestionRequests.For(script.State, 3).Pending.Count.ShouldBe(1);
    }

    [Fact]
    public void A_trial_goes_on_from_a_completed_one_only()
    {
        var script = Planned();
        Suggest(script, null);
        Should.Throw<InvalidOperationException>(() => Suggest(script, 0)).Message.ShouldContain("cannot go on from trial 0");
        Suggest(script, null);
        script.Break(script.Start(0, 0), Contracts.Trials.FailureKind.Diverged);
        Run(script, 1);
        Should.Throw<InvalidOperationException>(() => Suggest(script, 0));
        Suggest(script, 1);
        script.State.Trials[2].Parent.ShouldBe(1);
    }

    [Fact]
    public void The_refit_repeats_what_the_weights_went_through()
    {
        var script = Planned();
        Suggest(script, null);
        Suggest(script, null);
        Run(script, 0);
        Run(script, 1, bestEpoch: 2);
        Suggest(script, 1);
        Suggest(script, null);
        Run(script, 2, bestEpoch: 4);
        Run(script, 3);
        Suggest(script, 2);
        Lineage.Before(script.State, 4)!.ShouldBe([new TrainingStage(Value(1), 2), new TrainingStage(Value(2), 4)]);
        Lineage.Before(script.State, 3).ShouldBeNull();
    }

    private static Configuration Value(double x) => Configuration.Empty.With("x", ParameterValue.Of(x));

    private static void Suggest(Script script, int? parent)
    {
        var trial = script.State.WantedTrial().ShouldNotBeNull();
        script.Play(new SuggestTrial(trial, Value(trial), script.Now, parent));
    }

    private static void Run(Script script, int trial, int bestEpoch = 3)
    {
        for (var fold = 0; fold < 2; fold++)
        {
            script.Report(script.Start(trial, fold), 0.5, bestEpoch);
        }
    }
}
