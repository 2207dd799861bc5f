using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.Trials;
using Orchestrator.Models.Catalog;
using Orchestrator.Models.Torch;
using Orchestrator.Models.Training;

namespace Orchestrator.Models.Tests.Training;

/// <summary>A trial that goes on from another's weights.</summary>
public sealed class GoingOnTests : IDisposable
{
    private readonly PlantedSweep sweep = new();

    [Fact]
    public void It_begins_with_the_weights_that_the_other_kept()
    {
        Run(sweep.Assignment(trial: 0, artifacts: "parent"));
        Run(Child() with { Configuration = PlantedSweep.Settings(("learning_rate", 1e-8), ("dropout", 0)), Epochs = 1 });

        // Steps so small leave the weights as they are: of the first epoch of fresh ones nothing is near.
        var (parent, child) = (Weights("parent"), Weights("child"));
        child.Length.ShouldBe(parent.Length);
        child.Zip(parent, (a, b) => Math.Abs(a - b)).Max().ShouldBeLessThan(1e-5f);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(7)]
    public void Interrupted_it_ends_with_the_same_bits(int steps)
    {
        Run(sweep.Assignment(artifacts: "parent"));
        var expected = Run(Child());
        var untouched = Weights("child");
        Directory.Delete(Child().ArtifactFolder, recursive: true);

        Should.Throw<OperationCanceledException>(() => Run(Child(), new Recorder { StopAfter = steps }));
        Run(Child()).Score.ShouldBe(expected.Score);
        Weights("child").ShouldBe(untouched);
    }

    [Fact]
    public void A_network_of_another_shape_is_refused_with_the_cure()
    {
        Run(sweep.Assignment(artifacts: "parent"));
        Should.Throw<DataMismatchException>(() =>
            Run(Child() with { Configuration = PlantedSweep.Settings(("filters", 9)) })).Message.ShouldContain(
                "Hold the hyper-parameters that change its shape fixed.");
    }

    [Fact]
    public void Weights_that_are_gone_or_unfinished_are_no_reason_to_begin_anew()
    {
        Should.Throw<FileNotFoundException>(() => Run(Child())).Message.ShouldContain("gone");
        Should.Throw<OperationCanceledException>(() => Run(sweep.Assignment(artifacts: "parent"), new Recorder { StopAfter = 5 }));
        Should.Throw<FileNotFoundException>(() => Run(Child())).Message.ShouldContain("has not ended");
    }

    [Fact]
    public void A_checkpoint_belongs_to_its_parent()
    {
        Run(sweep.Assignment(artifacts: "parent"));
        Run(sweep.Assignment(trial: 5, artifacts: "other"));
        Run(Child());
        var recorder = new Recorder();
        Run(Child() with { ContinueFrom = sweep.Assignment(artifacts: "other").ArtifactFolder }, recorder);
        recorder.Refusals.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData(null)]
    [InlineData(5)]
    [InlineData(12)]
    public void A_refit_repeats_its_ancestors_trainings(int? interruption)
    {
        TrainingStage[] way =
            [new(PlantedSweep.Settings(("learning_rate", 0.03)), 2), new(PlantedSweep.Settings(("learning_rate", 0.01)), 1)];
        var refit = sweep.Refit(epochs: 1) with { Ancestors = [.. way] };
        if (interruption is { } steps)
        {
            Should.Throw<OperationCanceledException>(() => Run(refit, new Recorder { StopAfter = steps }));
        }

        var recorder = new Recorder();
        Run(refit, recorder);
        recorder.Epochs.Count.ShouldBe(1, "the earlier stages' epochs are not the refit's");

        // The same by hand, stage after stage.
        string? from = null;
        foreach (var (stage, k) in way.Append(new(refit.Configuration, 1)).Select((stage, k) => (stage, k)))
        {
            var byHand = sweep.Refit(stage.Epochs, $"hand-{k}") with { Configuration = stage.Configuration, ContinueFrom = from };
            Run(byHand);
            from = byHand.ArtifactFolder;
        }
        Weights("refit").ShouldBe(Weights($"hand-{way.Length}"));
    }

    public void Dispose() => sweep.Dispose();

    private FoldAssignment Child() =>
        sweep.Assignment(trial: 3, artifacts: "child") with
        {
            Epochs = 2,
            ContinueFrom = sweep.Assignment(artifacts: "parent").ArtifactFolder
        };

    private static FoldResult Run(FoldAssignment assignment, Recorder? recorder = null)
    {
        recorder ??= new Recorder();
        using var trainer = new FoldTrainer();
        return trainer.Run(assignment, "cpu", recorder, recorder.Stop);
    }

    private float[] Weights(string artifacts)
    {
        using var saved = Checkpoint.ReadEnded(sweep.Assignment(artifacts: artifacts).ArtifactFolder);
        return [.. saved.BestWeights.Values.SelectMany(tensor => tensor.ToArray<float>())];
    }
}
