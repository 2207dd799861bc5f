using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Models.Data;
using Orchestrator.Models.Export;
using Orchestrator.Models.Folds;
using Orchestrator.Models.Scoring;
using Orchestrator.Models.Tests.Training;
using Orchestrator.Models.Training;
using static TorchSharp.torch;

namespace Orchestrator.Models.Tests.Scoring;

/// <summary>A refit scores its test rows; scored again from what it saved, they get the same metrics, for every registered
/// architecture.</summary>
public sealed class RefitScoresTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("refit-").FullName;

    public static TheoryData<string> Models => [.. ModelCatalog.Names];

    public static TheoryData<string> ModelsOfVariants =>
        [.. ModelCatalog.Descriptions.Where(model => model.Find("min_frequency") is not null).Select(model => model.Name)];

    [Theory]
    [MemberData(nameof(Models))]
    public void Test_rows_get_the_same_metrics_again(string model) => Compare(model, Configuration.Empty);

    // Columns that the refit's training rows chose, which nothing chooses again.
    [Theory]
    [MemberData(nameof(ModelsOfVariants))]
    public void Chosen_variants_are_chosen_no_second_time(string model) => Compare(model, PlantedSweep.Settings(("min_frequency", 0.2)));

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private void Compare(string name, Configuration configuration)
    {
        var assignment =
            ResumeProgram.Assignment(ModelCatalog.Find(name), folder, test: 0.3, FoldId.RefitFold) with { Configuration = configuration };
        using var trainer = new FoldTrainer();
        var expected = trainer.Run(assignment, "cpu", new Recorder(), CancellationToken.None).Metrics;

        var (saved, network) = SavedModel.Load(Path.Combine(assignment.ArtifactFolder, SavedModel.FileName));
        using var _ = network;
        var data = DataSetFormats.Read(assignment.Definition.Data);
        var held = FoldPlanner.Plan(assignment.Definition.CrossValidation, assignment.Definition.Seed, data)
            .Split(assignment.Attempt.Fold).Validation;
        var test = data.Select(held);
        var inputs = new TrainedInputs(saved, "test", namesWhatIsThere: false).Of(test.Inputs, test.RowNames);
        var targets = new TrainedTargets(saved, "test").Of(test.Targets).ShouldNotBeNull();

        Check(saved, network);

        // The same from files for other programs, into networks whose weights were drawn anew.
        foreach (var ending in WeightFile.Endings)
        {
            var path = Path.Combine(folder, name + ending);
            WeightFile.Save(network, path, saved.ToJson());
            using var content = WeightFile.Read(path);
            var described = SavedModel.FromJson(content.Description!);
            using var fresh = described.CreateNetwork();
            content.LoadInto(fresh);
            Check(described, fresh);
        }

        void Check(SavedModel description, nn.Module<Tensor, Tensor> own)
        {
            var predictor = new Predictor(description, own, "cpu");
            var measured = predictor.Measure([.. predictor.Score(inputs, predictor.UsualBatch).SelectMany(outputs => outputs)], targets);
            measured.ShouldNotBeEmpty();
            foreach (var (metric, value) in measured)
            {
                value.ShouldBe(expected[$"test/{metric}"], metric);
            }
        }
    }
}
