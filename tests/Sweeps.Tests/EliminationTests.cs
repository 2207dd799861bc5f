using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Trials;
using Orchestrator.Search.Elimination;

namespace Orchestrator.Sweeps.Tests;

/// <summary>Rounds on 40, 20, 10, 5 and 2 inputs, of four folds.</summary>
public sealed class EliminationTests
{
    private static readonly double[] Keep = [20, 10, 5, 2];

    [Fact]
    public void Each_round_goes_on_from_the_one_before_it()
    {
        var script = Planned(stopAfter: null);
        Round(script, 0.9, 0.9, 0.9, 0.9);
        script.State.WantedTrial().ShouldBe(1);
        Round(script, 0.9, 0.9, 0.9, 0.9);

        script.State.Trials.Select(trial => trial.Parent).ShouldBe([null, 0]);
        script.State.Trials.Select(trial => trial.Configuration["inputs"].Text).ShouldBe(["all", "20"]);
    }

    [Fact]
    public void The_smallest_set_within_one_standard_error_of_the_best_is_refitted()
    {
        var script = Planned(stopAfter: null);
        Round(script, 0.80, 0.82, 0.84, 0.86);
        Round(script, 0.86, 0.88, 0.90, 0.92); // the best: 0.89, its standard error 0.0129
        Round(script, 0.85, 0.88, 0.90, 0.90); // 0.8825
        Round(script, 0.86, 0.87, 0.88, 0.91); // 0.88
        Round(script, 0.84, 0.86, 0.88, 0.90); // 0.87

        script.Events.OfType<RefitPlanned>().ShouldHaveSingleItem().Trial.ShouldBe(3);
        script.State.Best.ShouldBe(3);
        var choice = EliminationRounds.Choose(script.State.Trials, script.State.Definition.Objective).ShouldNotBeNull();
        (choice.Best.Number, choice.Chosen.Number).ShouldBe((1, 3));
        choice.StandardError.ShouldBe(0.0129, 1e-4);
        EliminationRounds.Sentence(choice, script.State.Definition.Objective).ShouldBe(
            "Round 3, with 5 inputs, has the smallest set within one standard error (0.01291) of the best, round "
            + "1 with 20 inputs: accuracy 0.8800 against 0.8900.");
    }

    [Fact]
    public void Rounds_that_are_worse_end_the_search()
    {
        var script = Planned(stopAfter: 2);
        Round(script, 0.90, 0.91, 0.92, 0.93);
        Round(script, 0.5, 0.5, 0.5, 0.5);
        script.State.WantedTrial().ShouldBe(2, "one alone may be chance");
        Round(script, 0.4, 0.4, 0.4, 0.4);
        Suggest(script);

        var stopped = script.Events.OfType<SearchStopped>().ShouldHaveSingleItem();
        stopped.Trials.ShouldBe(3);
        stopped.Reason.ShouldBe("The score fell: 2 rounds in a row are worse than round 0 (0.9150) by more than its standard error "
            + "(0.006455)");
        script.State.Best.ShouldBe(0);
    }

    [Fact]
    public void After_a_round_that_failed_there_is_no_further_one()
    {
        var script = Planned(stopAfter: null);
        Round(script, 0.9, 0.9, 0.9, 0.9);
        Suggest(script);
        script.Break(script.Start(1, 0), FailureKind.Error);
        Suggest(script);

        script.Events.OfType<SearchStopped>().ShouldHaveSingleItem().Reason.ShouldContain("Round 1 has no score");
        script.State.Status.ShouldBe(SweepStatus.Refitting);
    }

    [Fact]
    public void Nothing_is_queued_between_rounds_nor_planned_behind_them()
    {
        var script = Planned(stopAfter: null);
        TrialQueue.Objection(script.State, Configuration.Empty).ShouldNotBeNull().ShouldContain("nothing goes between");
        SweepExtension.Objection(script.State, 9).ShouldNotBeNull().ShouldContain("more of them under 'keep'");
    }

    [Fact]
    public void Checkpoints_stay_until_the_end_and_those_of_the_chosen_round_after_it()
    {
        var script = Planned(stopAfter: null, new ArtifactsDefinition(1));
        Round(script, 0.90, 0.90, 0.90, 0.94);
        Round(script, 0.89, 0.90, 0.90, 0.90);
        script.State.Stored.ShouldBe([0, 1]);
        for (var round = 2; round <= Keep.Length; round++)
        {
            Round(script, 0.1, 0.1, 0.1, 0.1);
        }

        script.Play(new StartAttempt(new(script.State.Best!.Value, -1), new("local", 0), script.Now));
        script.Report(script.State.Refit!.Lease!.Id, 0.9);
        script.State.Status.ShouldBe(SweepStatus.Completed);
        script.State.Stored.ShouldContain(script.State.Best!.Value);
    }

    private static Script Planned(int? stopAfter, ArtifactsDefinition? artifacts = null) =>
        Script.Planned(Script.Definition(trials: 5, folds: 4, retries: 0) with
        {
            Search = new SearchDefinition("elimination", 5, Elimination: new EliminationDefinition([.. Keep], "saliency", stopAfter)),
            Space = EliminationDefinition.Space(Keep),
            Artifacts = artifacts,
        });

    private static void Suggest(Script script)
    {
        var trial = script.State.WantedTrial().ShouldNotBeNull();
        var (sampler, request) = (new EliminationSampler(script.State.Definition.Space), SuggestionRequests.ToSampler(script.State, trial));
        script.Play(new SuggestTrial(trial, sampler.Suggest(request), script.Now, sampler.ParentOf(request)));
    }

    private static void Round(Script script, params double[] scores)
    {
        Suggest(script);
        var trial = script.State.Trials.Count - 1;
        for (var fold = 0; fold < scores.Length; fold++)
        {
            var metrics = new Dictionary<string, double> { ["inputs"] = trial == 0 ? 40 : Keep[trial - 1] };
            script.Play(new CompleteAttempt(script.Start(trial, fold), new FoldResult(scores[fold], 3, 5, metrics, 1.5), script.Now));
        }
    }
}
