using Orchestrator.Contracts.Artifacts;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Interpretation.Attributions;
using Orchestrator.Models.Tests.Training;
using Orchestrator.Models.Training;

namespace Orchestrator.Interpretation.Tests;

/// <summary>Attempts of an explanation, as a worker executes them, and what their answers say together.</summary>
public sealed class ExplanationTests : IDisposable
{
    private readonly PlantedSweep sweep = new();
    private readonly FoldTrainer trainer = new();

    public void Dispose()
    {
        trainer.Dispose();
        sweep.Dispose();
    }

    [Fact]
    public void An_attempt_leaves_its_answer_and_scores_the_network_anew()
    {
        var trained = Train(fold: 1);

        var (first, result) = Ask(trained, "saliency");
        var (again, _) = Ask(trained, "saliency");

        result.Score.ShouldBe(trained.Score, 1e-9);
        first.Fold.ShouldBe(trained.Assignment.Attempt.Fold);
        first.Method.ShouldBe("saliency");
        first.Rows.ShouldBe(20);
        AttributionFile.Write(again).ShouldBe(AttributionFile.Write(first));
    }

    [Fact]
    public void A_method_that_is_not_defined_says_so_and_fails_nothing()
    {
        var (answer, _) = Ask(Train(), "input-manipulation");

        answer.Refusal.ShouldNotBeNull().ShouldContain("in-silico-mutagenesis");
        var explanation = new Explanation([answer]);
        explanation.Methods.ShouldBeEmpty();
        explanation.Refusals.Keys.ShouldBe(["input-manipulation"]);
    }

    [Fact]
    public void An_attempt_that_is_stopped_leaves_nothing()
    {
        var trained = Train();
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        var assignment = Assignment(trained, "saliency");
        Should.Throw<OperationCanceledException>(() => new ExplanationRunner().Run(assignment, "cpu", new Recorder(), stop.Token));
        File.Exists(Path.Combine(assignment.ArtifactFolder, ArtifactNames.Attribution)).ShouldBeFalse();
    }

    [Fact]
    public void A_network_that_is_gone_is_named()
    {
        var trained = Train();
        Directory.Delete(trained.Assignment.ArtifactFolder, recursive: true);
        Should.Throw<FileNotFoundException>(() => Ask(trained, "saliency")).Message.ShouldContain(trained.Assignment.ArtifactFolder);
    }

    [Fact]
    public void Methods_that_score_bases_and_those_that_score_positions_are_ranked_together()
    {
        var trained = Train(epochs: 20);
        string[] methods = ["in-silico-mutagenesis", "occlusion", "saliency"];
        var explanation = new Explanation([.. methods.Select(method => Ask(trained, method).Answer)]);

        explanation.Methods.ShouldBe(["saliency", "occlusion", "in-silico-mutagenesis"]);
        explanation.Networks.ShouldBe(1);
        var ranking = explanation.Ranking("site");
        ranking.Count.ShouldBe(20);
        ranking.Take(4).Select(input => input.Name).ShouldContain("position 10"); // where the sites' G and T are
        explanation.Agreement("site", "saliency", "in-silico-mutagenesis").ShouldBeInRange(0.5, 1);
    }

    [Fact]
    public void Of_bases_the_largest_score_is_that_of_their_position()
    {
        var attribution = new Attribution("saliency", Configuration.Empty, 1, new(0, 0), [3, 4], null, ["site"],
            new(12, 1, [1, 4, 2, 3, 9, 8, 7, 6], [0, 1, 2, 3, 8, 9, 10, 11]), null)
        { RowSet = "validation", Rows = 1, OfDna = true };

        var positions = Positions.Of(attribution);

        positions.InputShape.ShouldBe([3]);
        positions.Scores.Column(0).ShouldBe([4, double.NaN, 9]);
        positions.NameOf(2).ShouldBe("position 3");
        Positions.Of(positions).ShouldBeSameAs(positions);
    }

    private (FoldAssignment Assignment, double Score) Train(int fold = 0, int epochs = 5)
    {
        sweep.Definition = sweep.Definition with { Stopping = new(epochs) };
        var assignment = sweep.Assignment(fold: fold);
        return (assignment, trainer.Run(assignment, "cpu", new Recorder(), CancellationToken.None).Score);
    }

    private static FoldAssignment Assignment((FoldAssignment Assignment, double Score) trained, string method)
    {
        var own = trained.Assignment;
        var number = own.Attempt.Fold.Trial;
        return own with
        {
            Definition = own.Definition with
            {
                Explanation = new(own.Sweep, [new(number, own.Configuration, trained.Score)], Folds.Options(("rows", 20))),
            },
            Attempt = new(new(4, own.Attempt.Fold.Fold), 1),
            Configuration = Configuration.Empty.With(ExplanationDefinition.TrialParameter, ParameterValue.Of($"{number}"))
                .With(ExplanationDefinition.MethodParameter, ParameterValue.Of(method)),
            ArtifactFolder = $"{own.ArtifactFolder}-{method}",
            ContinueFrom = own.ArtifactFolder,
        };
    }

    private static (Attribution Answer, Contracts.Trials.FoldResult Result) Ask(
        (FoldAssignment Assignment, double Score) trained, string method)
    {
        var assignment = Assignment(trained, method);
        var result = new ExplanationRunner().Run(assignment, "cpu", new Recorder(), CancellationToken.None);
        return (AttributionFile.Read(File.ReadAllBytes(Path.Combine(assignment.ArtifactFolder, ArtifactNames.Attribution))), result);
    }
}
