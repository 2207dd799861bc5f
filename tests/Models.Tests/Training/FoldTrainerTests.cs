using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Trials;
using Orchestrator.Models.Catalog;
using Orchestrator.Models.Torch;
using Orchestrator.Models.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Orchestrator.Models.Tests.Training;

public sealed class FoldTrainerTests : IDisposable
{
    private readonly PlantedSweep sweep = new();
    private readonly FoldTrainer trainer = new();

    [Fact]
    public void Learns_the_planted_signal()
    {
        sweep.Definition = sweep.Definition with { Seed = 2 };
        var recorder = new Recorder();

        var result = Run(sweep.Assignment(), recorder);

        recorder.FromEpoch.ShouldBe(0);
        recorder.Epochs.Select(told => told.Epoch).ShouldBe([1, 2, 3, 4, 5, 6]);
        recorder.Epochs[0].Metrics.Keys.ShouldBe(
            ["train/loss", "validation/loss", "validation/accuracy", "validation/auc", "validation/pr_auc", "validation/f1",
                "validation/ece", "validation/brier"]);
        recorder.Epochs[^1].Metrics["train/loss"].ShouldBeLessThan(recorder.Epochs[0].Metrics["train/loss"] / 2);
        result.Score.ShouldBeGreaterThan(0.9);
        result.Epochs.ShouldBe(6);
        result.TrainSeconds.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Reports_the_best_epoch_and_its_metrics()
    {
        var recorder = new Recorder();

        var result = Run(sweep.Assignment(), recorder);

        result.Score.ShouldBe(recorder.Epochs.Max(told => told.Metrics["validation/accuracy"]));
        result.BestEpoch.ShouldBe(recorder.Epochs.First(told => told.Metrics["validation/accuracy"] == result.Score).Epoch);
        var measured = recorder.Epochs[result.BestEpoch - 1].Metrics;
        result.Metrics.Where(metric => measured.ContainsKey(metric.Key)).ShouldBe(measured);
        result.Metrics["validation/f1[site]"].ShouldBe(result.Metrics["validation/f1"]); // of the best weights, not of the last
        result.Metrics.Keys.Except(measured.Keys).ShouldBe(["parameters", "validation/f1[none]", "validation/f1[site]"]);
        result.Metrics["parameters"].ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Stops_when_patience_runs_out()
    {
        sweep.Definition = sweep.Definition with { Stopping = new(40, Patience: 2, MinDelta: 0.001) };
        var recorder = new Recorder();

        var result = Run(sweep.Assignment(), recorder);

        result.Epochs.ShouldBe(result.BestEpoch + 2);
        recorder.Epochs.Count.ShouldBe(result.Epochs);
        result.Epochs.ShouldBeLessThan(40);
    }

    [Fact]
    public void Same_seed_same_numbers_other_fold_or_trial_other_numbers()
    {
        var first = Losses(sweep.Assignment(0, 0, "a"));

        Losses(sweep.Assignment(0, 0, "b")).ShouldBe(first);
        Losses(sweep.Assignment(1, 0, "c")).ShouldNotBe(first);
        Losses(sweep.Assignment(0, 1, "d")).ShouldNotBe(first);
        sweep.Definition = sweep.Definition with { Seed = 2 };
        Losses(sweep.Assignment(0, 0, "e")).ShouldNotBe(first);
    }

    [Fact]
    public void A_loss_that_is_not_finite_ends_the_fold_with_its_epoch_and_step()
    {
        // w becomes -9 w
        var exploding = PlantedSweep.Settings(("learning_rate", 10), ("weight_decay", 1)).With("optimizer", ParameterValue.Of("sgd"));

        var failure = Should.Throw<DivergedException>(() => Run(sweep.Assignment(configuration: exploding)));

        failure.Step.ShouldNotBeNull();
        failure.Message.ShouldStartWith("train/loss is ");
    }

    [Fact]
    public void What_an_epoch_took_of_the_machine_is_told_and_no_result()
    {
        var recorder = new Recorder();

        var result = Run(sweep.Assignment(), recorder);

        recorder.Resources.ShouldAllBe(epoch => epoch["resource/rows_per_second"] > 0 && epoch["resource/peak_memory_mib"] > 50);
        result.Metrics.Keys.ShouldAllBe(name => !name.StartsWith("resource/", StringComparison.Ordinal));
    }

    [Fact]
    public void Half_precision_is_refused_on_the_cpu()
    {
        var half = Configuration.Empty.With("precision", ParameterValue.Of("float16"));

        Should.Throw<SettingException>(() => Run(sweep.Assignment(configuration: half))).Message.ShouldContain("bfloat16 trains on both");
    }

    [Fact]
    public void Learns_in_mixed_precision()
    {
        var mixed = Configuration.Empty.With("precision", ParameterValue.Of("bfloat16"));
        sweep.Definition = sweep.Definition with { Seed = 2 };

        Run(sweep.Assignment(configuration: mixed)).Score.ShouldBeGreaterThan(0.9);
    }

    [SkippableFact]
    public void Learns_in_half_precision_on_a_GPU()
    {
        Skip.IfNot(TorchRuntime.HasCuda, $"libtorch {TorchRuntime.Version} sees no GPU on this machine.");
        var half = Configuration.Empty.With("precision", ParameterValue.Of("float16"));

        trainer.Run(sweep.Assignment(configuration: half), "cuda", new Recorder(), default).Score.ShouldBeGreaterThan(0.9);
    }

    [Fact]
    public void The_refit_scores_the_test_rows_once_and_keeps_the_last_weights()
    {
        var recorder = new Recorder();
        var assignment = sweep.Refit(epochs: 5);

        var result = Run(assignment, recorder);

        recorder.Epochs.Count.ShouldBe(5);
        recorder.Epochs.ShouldAllBe(told => told.Metrics.Keys.Single() == "train/loss");
        result.Score.ShouldBe(result.Metrics["test/accuracy"]);
        result.Score.ShouldBeGreaterThan(0.85);
        result.Score.ShouldBeInRange(result.Metrics["test/accuracy.low"], result.Metrics["test/accuracy.high"]);
        (result.BestEpoch, result.Epochs).ShouldBe((5, 5));
        var (saved, network) = SavedModel.Load(Path.Combine(assignment.ArtifactFolder, SavedModel.FileName));
        using (network)
        {
            NetworkState.ParameterCount(network).ShouldBe(3 * 4 * 8 + 8 + 8 * 10 * 16 + 16 + 16 + 1);
        }

        saved.Targets.ShouldBe(["none", "site"]);
    }

    [Fact]
    public void Without_test_rows_the_refit_reports_the_rows_it_was_trained_on()
    {
        sweep.Definition = sweep.Definition with { CrossValidation = new(3, true, 0) };

        var result = Run(sweep.Refit(epochs: 3));

        result.Score.ShouldBe(result.Metrics["train/accuracy"]);
    }

    [Fact]
    public void An_objective_that_the_data_does_not_give_is_refused()
    {
        sweep.Definition = sweep.Definition with { Objective = new("pearson", Direction.Maximize) };

        Should.Throw<DataMismatchException>(() => Run(sweep.Assignment())).Message.ShouldContain("accuracy");
    }

    public void Dispose()
    {
        trainer.Dispose();
        sweep.Dispose();
    }

    private FoldResult Run(FoldAssignment assignment, Recorder? recorder = null)
    {
        recorder ??= new Recorder();
        return trainer.Run(assignment, "cpu", recorder, recorder.Stop);
    }

    private double[] Losses(FoldAssignment assignment)
    {
        var recorder = new Recorder();
        Run(assignment, recorder);
        return [.. recorder.Epochs.Select(told => told.Metrics["train/loss"])];
    }
}
