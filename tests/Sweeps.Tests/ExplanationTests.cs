using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Trials;
using Orchestrator.Sweeps.Progress;

namespace Orchestrator.Sweeps.Tests;

/// <summary>A sweep that explains another's networks trains nothing, at its end neither.</summary>
public sealed class ExplanationTests
{
    private static readonly SweepDefinition Definition = Script.Definition(trials: 2) with
    {
        Space = ExplanationDefinition.Space([7], ["saliency", "occlusion"]),
        Explanation = new(new SweepId("splice-1"), [new ExplainedTrial(7, Configuration.Empty, 0.9)], Configuration.Empty),
    };

    [Fact]
    public void It_ends_with_the_last_answer_and_without_a_refit()
    {
        var script = Script.Planned(Definition);
        new FoldProgress(script.State).Planned.ShouldBe(4);
        foreach (var method in new[] { "saliency", "occlusion" })
        {
            Ask(script, method);
        }

        script.State.Status.ShouldBe(SweepStatus.Completed);
        script.State.Refit.ShouldBeNull();
        script.State.Ending.ShouldBe("1 trial of 'splice-1' is explained.");
        new FoldProgress(script.State).Done.ShouldBe(4);
    }

    [Fact]
    public void Answers_that_failed_are_counted()
    {
        var script = Script.Planned(Definition with { Resources = new(Retries: 0) });
        Ask(script, "saliency");
        script.Play(new SuggestTrial(1, Pair("occlusion"), script.Now));
        script.Break(script.Start(1, 0));
        script.State.Ending.ShouldBe("1 trial of 'splice-1' is explained; 1 of 2 answers failed.");
    }

    [Fact]
    public void A_pair_names_its_trial_and_method()
    {
        var explanation = Definition.Explanation!;
        explanation.TrialOf(Pair("saliency")).Number.ShouldBe(7);
        ExplanationDefinition.MethodOf(Pair("saliency")).ShouldBe("saliency");
        Should.Throw<KeyNotFoundException>(() => explanation.TrialOf(Configuration.Empty.With("trial", ParameterValue.Of("8"))));
        Should.Throw<KeyNotFoundException>(() => ExplanationDefinition.MethodOf(Configuration.Empty));
    }

    private static void Ask(Script script, string method)
    {
        var number = script.State.WantedTrial()!.Value;
        script.Play(new SuggestTrial(number, Pair(method), script.Now));
        script.Finish(number, 0, 0.8);
        script.Finish(number, 1, 0.9);
    }

    private static Configuration Pair(string method) =>
        Configuration.Empty.With("trial", ParameterValue.Of("7")).With("method", ParameterValue.Of(method));
}
