using Orchestrator.Contracts.Randomness;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Models.Catalog;
using Orchestrator.Models.Data;
using Orchestrator.Models.Tasks;
using Orchestrator.Models.Torch;
using Orchestrator.Models.Torch.Optimizers;
using Orchestrator.Models.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Orchestrator.Models.Tests.Architectures;

/// <summary>Every architecture finds a signal that was hidden in half the rows, also in rows that it was not trained on.</summary>
public sealed class PlantedSignalTests
{
    private const int Training = 384, Rows = 512, Batch = 32;

    public static TheoryData<string> Names =>
        [.. ModelCatalog.Descriptions.Where(model => model.Tasks.Contains(TaskKind.TwoClasses) && !model.IsAutoencoder)
            .Select(model => model.Name)];

    private static int Autoencoders => ModelCatalog.Descriptions.Count(model => model.IsAutoencoder); // see AutoencoderTests

    [Fact]
    public void None_is_forgotten() => (Names.Count + Autoencoders).ShouldBe(ModelCatalog.Names.Count);

    [Theory, MemberData(nameof(Names))]
    public void Finds_the_signal(string name)
    {
        using var scope = NewDisposeScope();
        var model = ModelCatalog.Find(name);
        var set = Planted(model);
        var shape = DataShape.Of(model, set);
        FoldSeeds.Set(1);
        using var network =
            ModelCatalog.Create(name, new(model, Configuration.Empty, ArchitectureCase.Small(model, dropoutOn: true)), shape);
        using var data = new LoadedData(set, "planted", CPU);
        using var task = LearningTask.Create(shape, set.Targets, [.. Enumerable.Range(0, Training)], false, CPU);
        using var optimizer = new FusedAdam(network.parameters(), 5e-3);

        var accuracy = 0.0;
        for (var epoch = 1; epoch <= 40 && accuracy < 0.9; epoch++)
        {
            network.train();
            for (var start = 0; start < Training; start += Batch)
            {
                using var step = NewDisposeScope();
                var rows = data.Rows([.. Enumerable.Range(start, Batch)]);
                optimizer.ZeroGrad();
                task.Loss(network.call(data.Batch(rows)), rows.OnDevice).backward();
                optimizer.Step();
            }

            using var inference = no_grad();
            network.eval();
            int[] held = [.. Enumerable.Range(Training, Rows - Training)];
            accuracy = task.Measure(network.call(data.Batch(data.Rows(held))).ToArray<float>(), held)["accuracy"];
        }

        accuracy.ShouldBeGreaterThanOrEqualTo(0.9);
    }

    private static DataSet Planted(ModelDescription model)
    {
        var random = new RandomStream(9);
        var carriers = Enumerable.Range(0, Rows).Select(_ => random.NextInt(2) == 1).ToArray();
        Inputs inputs = model switch
        {
            { Input: InputKind.Sequence } => SequenceInputs.Encode([.. carriers.Select(carrier => Dna(random, carrier))]),
            { Dimensions.Count: 2 } => new FloatInputs([.. carriers.SelectMany(carrier => Marks(random, carrier))], [60, 3]),
            _ => new FloatInputs([.. carriers.SelectMany(carrier => Variants(random, carrier))], [70]),
        };
        return new(inputs, ClassTargets.FromLabels([.. carriers.Select(carrier => carrier ? "with" : "without")]),
            [.. carriers.Select((_, row) => $"row {row}")]);
    }

    /// <summary>Carriers have a motif near the beginning of 50 to 60 bases, where a recurrent network's backward state has just read
    /// it.</summary>
    private static string Dna(RandomStream random, bool carrier)
    {
        var bases = Enumerable.Range(0, 50 + random.NextInt(11)).Select(_ => "ACGT"[random.NextInt(4)]).ToArray();
        if (carrier)
        {
            "GGTAAG".CopyTo(0, bases, 2 + random.NextInt(3), 6);
        }

        return new(bases);
    }

    /// <summary>Carriers have a broad peak of the second of three marks.</summary>
    private static IEnumerable<float> Marks(RandomStream random, bool carrier) => Enumerable.Range(0, 60 * 3)
        .Select(at => (float)random.NextNormal() + (carrier && at % 3 == 1 && at / 3 is >= 20 and < 35 ? 1.5f : 0));

    /// <summary>Carriers have most of four variants that others have rarely.</summary>
    private static IEnumerable<float> Variants(RandomStream random, bool carrier) => Enumerable.Range(0, 70)
        .Select(at => random.NextDouble() < (at is 5 or 17 or 42 or 60 ? carrier ? 0.97 : 0.03 : 0.3) ? 1f : 0f);
}
