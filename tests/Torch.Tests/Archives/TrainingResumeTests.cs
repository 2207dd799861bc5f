using Orchestrator.Torch.Archives;
using Orchestrator.Torch.Losses;
using Orchestrator.Torch.Modules;
using Orchestrator.Torch.Optimizers;
using Orchestrator.Torch.Randomness;
using Orchestrator.Torch.Tensors;
using Orchestrator.Torch.Tests.Reference;

namespace Orchestrator.Torch.Tests.Archives;

/// <summary>A training that is saved, dropped and continued from the file takes exactly the steps of one that was never interrupted.</summary>
public sealed class TrainingResumeTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("adam")]
    [InlineData("sgd")]
    [InlineData("rms-prop")]
    public void A_resumed_training_is_bit_identical(string optimizer)
    {
        using var uninterrupted = new Training(optimizer, seed: 1);
        uninterrupted.Run(epochs: 6);

        using (var first = new Training(optimizer, seed: 1))
        {
            first.Run(epochs: 3);
            first.Save(folder["checkpoint"]);
        }
        using var resumed = new Training(optimizer, seed: 2); // other weights and numbers, all of which the file replaces
        resumed.Load(folder["checkpoint"]);
        resumed.Run(epochs: 3);

        resumed.Losses.ShouldBe(uninterrupted.Losses.Skip(uninterrupted.Losses.Count / 2));
        resumed.Weights.ShouldBe(uninterrupted.Weights);
        resumed.Losses[^1].ShouldBeLessThan(uninterrupted.Losses[0], "it learns");
    }

    // Everything that draws numbers or keeps a state: shuffling, dropout, recurrent dropout, batch norm, momenta.
    private sealed class Training : IDisposable
    {
        private const int Rows = 24, Batch = 8;
        private readonly Scope scope = new();
        private readonly Generator generator;
        private readonly Sequential network;
        private readonly Optimizer optimizer;
        private readonly Tensor inputs, targets;

        public Training(string kind, ulong seed)
        {
            generator = new Generator(seed);
            network = new Sequential(
                new Conv1d(3, 4, 3, generator, same: true), new BatchNorm1d(4), new LeakyRelu(0.05),
                new Lstm(6, 5, generator, bidirectional: true, returnSequence: true, recurrentDropout: 0.2, dropoutGenerator: generator),
                new Lstm(10, 4, generator, bidirectional: true), new Dropout(0.1, generator), new Linear(8, 1, generator));
            optimizer = kind switch
            {
                "adam" => new Adam(network.Parameters, 0.02, weightDecay: 1e-4),
                "sgd" => new Sgd(network.Parameters, 0.05, 0.9, nesterov: true),
                _ => new RmsProp(network.Parameters, 0.005, momentum: 0.5),
            };
            inputs = Waves.Signal(Rows, 3, 6);
            targets = inputs.Select(1, 0).Mean(1, keepDimension: true) * 3;
        }

        public List<double> Losses { get; } = [];

        public float[] Weights => [.. network.StateDict().Values.SelectMany(t => t.ToArray<float>())];

        public void Run(int epochs)
        {
            for (var epoch = 0; epoch < epochs; epoch++)
            {
                using var shuffle = new Scope();
                var order = RandomTensors.Permutation(Rows, generator);
                for (var start = 0; start < Rows; start += Batch)
                {
                    using var step = new Scope();
                    var rows = order.Narrow(0, start, Batch);
                    optimizer.ZeroGrad();
                    var loss = Loss.Mse(network.Forward(inputs.IndexSelect(0, rows)), targets.IndexSelect(0, rows));
                    loss.Backward();
                    optimizer.Step();
                    Losses.Add(loss.Item<double>());
                }
            }
        }

        public void Save(string path)
        {
            using var archive = new TensorArchive();
            archive.AddSection("model", network.StateDict());
            archive.AddSection("optimizer", optimizer.StateDict());
            archive.Blobs.Add("generator", generator.GetState());
            archive.Save(path);
        }

        public void Load(string path)
        {
            using var archive = TensorArchive.Load(path);
            network.LoadStateDict(archive.Section("model"));
            optimizer.LoadStateDict(archive.Section("optimizer"));
            generator.SetState(archive.Blobs["generator"]);
        }

        public void Dispose()
        {
            optimizer.Dispose();
            network.Dispose();
            generator.Dispose();
            scope.Dispose();
        }
    }
}
