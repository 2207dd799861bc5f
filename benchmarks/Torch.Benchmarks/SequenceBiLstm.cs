using Orchestrator.Torch.Losses;
using Orchestrator.Torch.Modules;
using Orchestrator.Torch.Randomness;
using Orchestrator.Torch.Tensors;

namespace Orchestrator.Torch.Benchmarks;

/// <summary>The sequence network: 400 sequences of 190 letters through two bidirectional LSTMs.</summary>
internal sealed class SequenceBiLstm(Generator generator) : Workload("sequence", new Sequential(
    new Embedding(5, 50, generator, paddingIndex: 0),
    new Lstm(50, 62, generator, bidirectional: true, returnSequence: true), new Dropout(0.18, generator),
    new Lstm(124, 62, generator, bidirectional: true), new Dropout(0.18, generator), new Linear(124, 1, generator)))
{
    private readonly Tensor inputs = RandomTensors.Uniform([400, 190], 1, 5, generator).To(DType.Int64).Keep();
    private readonly Tensor targets = RandomTensors.Bernoulli([400, 1], 0.5, generator).Keep();

    protected override Tensor Forward() => Loss.BinaryCrossEntropyWithLogits(Network.Forward(inputs), targets);
}
