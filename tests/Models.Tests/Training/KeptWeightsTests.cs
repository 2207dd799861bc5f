using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Trials;
using Orchestrator.Models.Catalog;
using Orchestrator.Models.Data;
using Orchestrator.Models.Folds;
using Orchestrator.Models.Tasks;
using Orchestrator.Models.Torch;
using Orchestrator.Models.Torch.Archives;
using Orchestrator.Models.Training;
using TorchSharp;
using static TorchSharp.torch;

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
        using (network)
        {
            Accuracy(network, saved.Shape, FoldId.RefitFold).ShouldBe(result.Score);
        }
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
        using var archive = TensorArchive.Load(Path.Combine(assignment.ArtifactFolder, "checkpoint.bin"));
        using var network = ModelCatalog.Create(
            model.Name, new(model, sweep.Definition.Model.Fixed, assignment.Configuration), shape);
        NetworkState.Load(network, archive.Section("best"));

        Accuracy(network, shape, fold: 0).ShouldBe(result.Score);
    }

    public void Dispose() => sweep.Dispose();

    private static FoldResult Run(FoldAssignment assignment)
    {
        using var trainer = new FoldTrainer();
        return trainer.Run(assignment, "cpu", new Recorder(), default);
    }

    private double Accuracy(nn.Module<Tensor, Tensor> network, DataShape shape, int fold)
    {
        using var scope = NewDisposeScope();
        using var inference = no_grad();
        var set = DataSetFormats.Read(sweep.Definition.Data);
        var rows = FoldPlanner.Plan(sweep.Definition.CrossValidation, sweep.Definition.Seed, set).Split(new(0, fold)).Validation;
        using var data = new LoadedData(set, "planted", CPU);
        using var task = LearningTask.Create(shape, set.Targets, rows, false, CPU);
        network.eval();
        return task.Measure(network.call(data.Batch(data.Rows(rows))).ToArray<float>(), rows)["accuracy"];
    }
}
