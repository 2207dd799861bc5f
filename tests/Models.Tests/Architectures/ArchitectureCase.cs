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

/// <summary>One architecture on small random data of a kind and task, ready to be asked for outputs and losses.</summary>
internal sealed class ArchitectureCase : IDisposable
{
    private readonly LoadedData data;
    private readonly LearningTask task;
    private readonly RowSelection rows;
    private bool handedOver;

    public ArchitectureCase(string model, TaskKind kind, ulong seed = 1, bool dropoutOn = true)
    {
        var description = ModelCatalog.Find(model);
        var set = RandomData(description, kind);
        Settings = new(description, Configuration.Empty, Small(description, dropoutOn));
        Shape = DataShape.Of(description, set);
        FoldSeeds.Set(seed);
        Network = ModelCatalog.Create(model, Settings, Shape);
        data = new(set, "random", CPU);
        task = LearningTask.Create(Shape, set.Targets, [.. Enumerable.Range(0, Rows)], balanced: true, CPU);
        rows = data.Rows([.. Enumerable.Range(0, Rows)]);
        rows.OnDevice.DetachFromDisposeScope();
    }

    /// <summary>Rows of the data, all of them one batch.</summary>
    public const int Rows = 12;

    /// <summary>Every architecture with every task that it learns.</summary>
    public static TheoryData<string, TaskKind> All
    {
        get
        {
            var all = new TheoryData<string, TaskKind>();
            foreach (var model in ModelCatalog.Descriptions)
            {
                foreach (var kind in model.Tasks)
                {
                    all.Add(model.Name, kind);
                }
            }

            return all;
        }
    }

    public ModelSettings Settings { get; }

    public DataShape Shape { get; }

    public DataSet Data => data.Set;

    public nn.Module<Tensor, Tensor> Network { get; }

    /// <summary>What is predicted of all rows. Belongs to the caller's scope.</summary>
    public Tensor Predictions() => Network.call(data.Batch(rows));

    /// <summary>What the loss is taken of, for all rows: the predictions, or an autoencoder's inputs again. Belongs to the caller's
    /// scope.</summary>
    public Tensor Outputs() => Network is IAutoencoder autoencoder ? autoencoder.Reconstruct(data.Batch(rows)) : Predictions();

    /// <summary>The loss of all rows. Belongs to the caller's scope.</summary>
    public Tensor Loss() => Network is IAutoencoder autoencoder
        ? autoencoder.Loss(Outputs(), data.Batch(rows), data.Batch(rows)) : task.Loss(Outputs(), rows.OnDevice);

    /// <summary>A learner of the network, which takes it and the task over.</summary>
    public Trainer Trainer(Optimizer optimizer, StepSettings settings)
    {
        handedOver = true;
        return new(data, task, Network, optimizer, settings);
    }

    /// <summary>The first rows, in their order. Belongs to the caller's scope.</summary>
    public RowSelection First(int count) => data.Rows([.. Enumerable.Range(0, count)]);

    public void Dispose()
    {
        rows.OnDevice.Dispose();
        data.Dispose();
        if (handedOver)
        {
            return;
        }

        task.Dispose();
        Network.Dispose();
    }

    /// <summary>The papers' largest layers made small, so that the test takes its time for what it tests.</summary>
    public static Configuration Small(ModelDescription model, bool dropoutOn)
    {
        var small = Configuration.Empty;
        foreach (var name in model.HyperParameters.Select(own => own.Name))
        {
            double? value = name switch
            {
                "steps" => 20,
                "filters" or "lstm" or "units" => 16,
                _ when name.StartsWith("dense", StringComparison.Ordinal) && model.Name != "variation" => 16,
                _ when !dropoutOn && name.Contains("dropout", StringComparison.Ordinal) => 0,
                _ => null,
            };
            if (value is { } given)
            {
                small = small.With(name, ParameterValue.Of(given));
            }
        }

        return small;
    }

    private static DataSet RandomData(ModelDescription model, TaskKind kind)
    {
        var random = new RandomStream(5);
        Inputs inputs = model switch
        {
            { Input: InputKind.Sequence } => SequenceInputs.Encode([.. Enumerable.Range(0, Rows).Select(row => Dna(random, 60 - row))]),
            { Dimensions.Count: 2 } => new FloatInputs(Normals(random, Rows * 60 * 3), [60, 3]),
            _ => new FloatInputs(Normals(random, Rows * 70), [70]),
        };
        Targets targets = kind switch
        {
            TaskKind.TwoClasses => ClassTargets.FromLabels([.. Enumerable.Range(0, Rows).Select(row => row % 3 == 0 ? "rare" : "common")]),
            TaskKind.ManyClasses => ClassTargets.FromLabels([.. Enumerable.Range(0, Rows).Select(row => "abcc"[row % 4].ToString())]),
            TaskKind.Labels =>
                new ValueTargets([.. Enumerable.Range(0, Rows * 3).Select(at => (float)random.NextInt(2))], ["x", "y", "z"],
                    [.. Enumerable.Range(0, Rows * 3).Select(at => at % 7 != 0)]),
            _ => new ValueTargets(Normals(random, Rows * 2), ["x", "y"], [.. Enumerable.Range(0, Rows * 2).Select(at => at % 5 != 0)]),
        };
        return new(inputs, targets, [.. Enumerable.Range(0, Rows).Select(row => $"row {row}")]);
    }

    private static string Dna(RandomStream random, int length) =>
        string.Concat(Enumerable.Range(0, length).Select(_ => "ACGTN"[random.NextInt(5)]));

    private static float[] Normals(RandomStream random, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => (float)random.NextNormal())];
}
