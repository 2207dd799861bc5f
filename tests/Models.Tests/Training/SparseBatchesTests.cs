using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Models.Catalog;
using Orchestrator.Models.Data;
using Orchestrator.Models.Torch;
using Orchestrator.Models.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Orchestrator.Models.Tests.Training;

public sealed class SparseBatchesTests
{
    // Rows {1, 3}, {}, {0}, {3}.
    private static SparseInputs Rows(float[]? values = null) => new([0, 2, 2, 3, 4], [1, 3, 0, 3], values, 5);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_batch_is_what_the_dense_rows_are(bool valued)
    {
        using var scope = NewDisposeScope();
        var inputs = Rows(valued ? [2, -1, 0.5f, 4] : null);
        var set = new DataSet(inputs, new ValueTargets([1, 2, 3, 4], ["y"]), ["a", "b", "c", "d"]);
        using var data = new LoadedData(set, "sparse", CPU);
        int[] rows = [3, 0, 1, 0];
        var expected = new float[rows.Length * 5];
        inputs.CopyRows(rows, expected);

        var batch = data.Batch(data.Rows(rows));

        batch.shape.ShouldBe([4, 5]);
        batch.ToArray<float>().ShouldBe(expected);
    }

    [Fact]
    public void Rare_variants_are_judged_by_the_training_rows_alone()
    {
        var model = ModelCatalog.Find("mlp");
        var set = new DataSet(Rows(), new ValueTargets([1, 2, 3, 4], ["y"]), ["a", "b", "c", "d"]);
        var settings = new ModelSettings(model, PlantedSweep.Settings(("min_frequency", 0.6)), PlantedSweep.Settings());

        VariantFrequency.Choose(model, settings, set, new([0, 3], [1, 2])).ShouldBe([3]);
        VariantFrequency.Choose(model, settings, set, new([0, 1], [2, 3])).ShouldBe([1]);
        VariantFrequency.Choose(model, new(model, PlantedSweep.Settings(), PlantedSweep.Settings()), set, new([0, 3], [1, 2]))
            .ShouldBeNull();
    }
}
