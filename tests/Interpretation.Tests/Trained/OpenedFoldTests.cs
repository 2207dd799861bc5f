using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.Trials;
using Orchestrator.Interpretation.Interactions;
using Orchestrator.Interpretation.Networks;
using Orchestrator.Models.Data;
using Orchestrator.Models.Data.Readers;
using Orchestrator.Models.Tests.Training;
using Orchestrator.Models.Torch;
using Orchestrator.Models.Training;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Orchestrator.Interpretation.Tests.Trained;

/// <summary>Folds that were trained as in a sweep are read back from their checkpoints and asked.</summary>
public sealed class OpenedFoldTests : IDisposable
{
    private readonly PlantedSweep sweep = new();
    private readonly FoldTrainer trainer = new();

    public void Dispose()
    {
        trainer.Dispose();
        sweep.Dispose();
    }

    [Fact]
    public void A_fold_is_opened_with_its_best_weights_and_its_rows()
    {
        var assignment = sweep.Assignment(fold: 1);
        var result = Train(assignment);

        using var fold = InterpretedFold.Open(assignment, "cpu");

        fold.OutputNames.ShouldBe(["site"]);
        fold.Split.Validation.Length.ShouldBe(32); // a third of 96; 24 are test rows
        TrainedTrait.Accuracy(fold).ShouldBe(result.Score, 1e-9);
    }

    [Fact]
    public void The_motif_that_was_planted_is_where_the_mutations_matter()
    {
        sweep.Definition = sweep.Definition with { Stopping = new(20) };
        var assignment = sweep.Assignment();
        Train(assignment).Score.ShouldBeGreaterThan(0.8);
        using var fold = InterpretedFold.Open(assignment, "cpu");

        foreach (var method in new[] { "in-silico-mutagenesis", "integrated-gradients", "saliency" })
        {
            var attribution = Folds.Ask(fold, method);

            attribution.InputShape.ShouldBe([20, 4]);
            var scores = attribution.Scores.Column(0);
            var byPosition = Enumerable.Range(0, 20)
                .OrderByDescending(position => scores.AsSpan(position * 4, 4).ToArray().Sum()).ToArray();
            byPosition[..4].ShouldContain(9, method); // G and T of the sites stand here, ...
            byPosition[..4].ShouldContain(10, method);
        }

        var occluded = Folds.Ask(fold, "occlusion", ("window", 2)).Scores.Column(0);
        var missed = Enumerable.Range(0, 20).OrderByDescending(position => occluded[position]).Take(6).ToArray();
        missed.ShouldContain(9); // beside those of the other class, at 2 and 3
        missed.ShouldContain(10);
    }

    [Fact]
    public void A_forest_has_no_gradient_and_is_asked_by_what_needs_none()
    {
        sweep.Definition = sweep.Definition with
        {
            Model = new("superq", PlantedSweep.Settings(("encoding", 8), ("filters", 8), ("lstm", 8), ("forest_trees", 20))),
            Objective = new("accuracy", Direction.Maximize),
            Stopping = new(2),
        };
        var assignment = sweep.Assignment();
        var result = Train(assignment);
        using var fold = InterpretedFold.Open(assignment, "cpu");

        fold.Score().ShouldBe(result.Score, 1e-9);
        foreach (var method in new[] { "saliency", "gradient-x-input", "integrated-gradients" })
        {
            AttributionRunner.Refusal(fold, method).ShouldNotBeNull(method).ShouldContain("a forest, which have no gradient");
        }

        foreach (var method in new[] { "in-silico-mutagenesis", "occlusion", "permutation" })
        {
            Folds.Ask(fold, method).Scores.Column(0).Max().ShouldBeGreaterThan(0, method);
        }
    }

    [Fact]
    public void A_refit_without_held_out_rows_is_asked_about_its_training_rows()
    {
        sweep.Definition = sweep.Definition with { CrossValidation = new(3, true, 0) };
        var assignment = sweep.Refit(2);
        Train(assignment);
        using var fold = InterpretedFold.Open(assignment, "cpu");

        var attribution = Folds.Ask(fold, "saliency");

        (attribution.RowSet, attribution.Rows).ShouldBe(("training", 120));
        attribution.Remarks.ShouldHaveSingleItem().ShouldContain("No rows were held out");
    }

    [Fact]
    public void Columns_that_were_too_rare_have_no_score_and_the_others_keep_their_numbers()
    {
        sweep.Definition = sweep.Definition with
        {
            Data = SyntheticReader.Define("trait-single", 200, 3),
            Model = new("linear", PlantedSweep.Settings(("min_frequency", 0.5))),
        };
        var assignment = sweep.Assignment();
        Train(assignment);
        using var fold = InterpretedFold.Open(assignment, "cpu");

        var attribution = Folds.Ask(fold, "saliency");

        var columns = fold.Columns.ShouldNotBeNull();
        columns.Count.ShouldBeInRange(50, 150);
        attribution.InputShape.ShouldBe([200]);
        attribution.Scores.Scored.ShouldBe(columns);
        var weights = ((Linear)fold.Network.Module.named_modules().Last().module).weight.ToArray<float>();
        for (var place = 0; place < columns.Count; place++)
        {
            attribution.Scores[columns[place], 0].ShouldBe(Math.Abs(weights[place]), 1e-6f);
            attribution.NameOf(columns[place]).ShouldBe($"gene {columns[place]}");
        }

        attribution.Remarks.ShouldHaveSingleItem().ShouldContain($"learned from {columns.Count} of 200 columns");
        var rare = Enumerable.Range(0, 200).Except(columns).First();
        attribution.NameOf(rare).ShouldBe($"gene {rare}"); // in another fold it may not be rare
        var chosen = AttributionRunner.Run(fold, new("occlusion", Folds.Options(), 1) { Inputs = [rare, columns[3]] });
        chosen.Scores.Scored.ShouldBe([columns[3]]);
        chosen.Remarks[0].ShouldContain("1 of the inputs that were asked for");
        var pair = PairInteractions.Compute(fold, [rare, columns[3], columns[^1]], seed: 1).ShouldHaveSingleItem();
        (pair.First, pair.Second).ShouldBe((columns[3], columns[^1]));
        pair.Mean.ShouldBe(0, 1e-5); // nothing interacts in the log-odds of a linear network
    }

    [Fact]
    public void Weights_of_another_sweep_or_of_a_fold_that_has_not_ended_are_refused()
    {
        Should.Throw<FileNotFoundException>(() => InterpretedFold.Open(sweep.Assignment(), "cpu"));
        var assignment = sweep.Assignment();
        Train(assignment);

        Should.Throw<FileNotFoundException>(() => InterpretedFold.Open(
            assignment with { Configuration = PlantedSweep.Settings(("learning_rate", 0.001)) }, "cpu"))
            .Message.ShouldContain("belongs to another configuration");
    }

    private FoldResult Train(FoldAssignment assignment) => trainer.Run(assignment, "cpu", new Recorder(), CancellationToken.None);
}
