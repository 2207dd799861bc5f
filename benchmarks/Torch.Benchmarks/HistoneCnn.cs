using Orchestrator.Torch.Losses;
using Orchestrator.Torch.Modules;
using Orchestrator.Torch.Randomness;
using Orchestrator.Torch.Tensors;

namespace Orchestrator.Torch.Benchmarks;

/// <summary>The histone network: 250 genes of 100 bins x 5 marks, 28,221 parameters.</summary>
internal sealed class HistoneCnn(Generator generator) : Workload("histone", new Sequential(
    new Conv1d(5, 50, 10, generator, same: true), new LeakyRelu(0.05, inPlace: true), new MaxPool1d(5),
    new Conv1d(50, 50, 5, generator, dilation: 3, same: true), new LeakyRelu(0.05, inPlace: true), new MaxPool1d(3),
    new Conv1d(50, 50, 3, generator, dilation: 2, same: true), new LeakyRelu(0.05, inPlace: true), new MaxPool1d(3),
    new Flatten(), new Dropout(0.3, generator), new Linear(100, 50, generator), new LeakyRelu(0.05, inPlace: true), new Linear(50, 10, generator), new LeakyRelu(0.05, inPlace: true), new Linear(10, 1, generator)))
{
    private readonly Tensor inputs = RandomTensors.Normal([250, 100, 5], 0, 1, generator).Keep();
    private readonly Tensor targets = RandomTensors.Normal([250, 1], 0, 1, generator).Keep();

    protected override Tensor Forward() => Loss.Mse(Network.Forward(inputs.Transpose(1, 2)), targets);
}
