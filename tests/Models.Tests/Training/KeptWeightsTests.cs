using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Protocol;
using Orchestrator.Contracts.Spaces;
using Orchestrator.Contracts.Trials;
using Orchestrator.Models.Catalog;
using Orchestrator.Models.Data;
using Orchestrator.Models.Folds;
using Orchestrator.Models.Tasks;
using Orchestrator.Models.Training;
using Orchestrator.Torch.Archives;
using Orchestrator.Torch.Modules;
using Orchestrator.Torch.Randomness;
using Orchestrator.Torch.Runtime;
using Orchestrator.Torch.Tensors;

namespace Orchestrator.Models.Tests.Training;

/// <summary>The weights on disk are those that earned the reported score.</summary>
public sealed class KeptWeightsTests : IDisposable
{
    private readonly PlantedSweep sweep = new();

    [Fact]
    public void A_refit_keeps_the_weights_that_scored_the_test_rows()
    {
        var assignment = sweep.Refit(epochs: 4);
        var result = Run(assignment);

        var (saved, network) = SavedModel.Load(Path.Combine(assignment.ArtifactFolder, SavedModel.FileName));
        using (network) Accuracy(network, saved.Shape, FoldId.RefitFold).ShouldBe(result.Score);
    }

    [Fact]
    public void A_fold_keeps_the_weights_of_its_best_epoch_and_not_of_its_last()
    {
        // So large a step size makes the epochs swing.
        sweep.Definition = sweep.Definition with { Stopping = new(30, Patience: 8) };
        var assignment = sweep.Assignment(configuration: PlantedSweep.Settings(("learning_rate", 0.08)));
        var result = Run(assignment);
        result.BestEpoch.ShouldBeLessThan(result.Epochs);

        var model = ModelCatalog.Find("sequence-cnn");
        var shape = DataShape.Of(model, DataSetFormats.Read(sweep.Definition.Data));
        using var generator = new Generator(1);
        using var archive = TensorArchive.Load(Path.Combine(assignment.ArtifactFolder, "checkpoint.bin"));
        using var network = ModelCatalog.Create(
            model.Name, new(model, sweep.Definition.Model.Fixed, assignment.Configuration), shape, new(generator, generator));
        network.LoadStateDict(archive.Section("best"));

        Accuracy(network, shape, fold: 0).ShouldBe(result.Score);
    }

    public void Dispose() => sweep.Dispose();

    private static FoldResult Run(FoldAssignment assignment)
    {
        using var trainer = new FoldTrainer();
        return trainer.Run(assignment, "cpu", new Recorder(), default);
    }

    private double Accuracy(Module network, DataShape shape, int fold)
    {
        using var scope = new Scope();
        using var inference = Libtorch.NoGrad();
        var set = DataSetFormats.Read(sweep.Definition.Data);
        var rows = FoldPlanner.Plan(sweep.Definition.CrossValidation, sweep.Definition.Seed, set).Split(new(0, fold)).Validation;
        using var data = new LoadedData(set, "planted", Device.Cpu);
        using var task = LearningTask.Create(shape, set.Targets, rows, false, Device.Cpu);
        network.Eval();
        return task.Measure(network.Forward(data.Batch(data.Rows(rows))).ToArray<float>(), rows)["accuracy"];
    }
}
