using System.Diagnostics;
using Orchestrator.Torch.Modules;
using Orchestrator.Torch.Optimizers;
using Orchestrator.Torch.Tensors;

namespace Orchestrator.Torch.Benchmarks;

/// <summary>A network in training on one batch, step after step.</summary>
/// <param name="name">What peer.py calls it.</param>
/// <param name="network">Its network.</param>
internal abstract class Workload(string name, Module network) : IDisposable
{
    private readonly Adam optimizer = new(network.Parameters, 1e-3);

    public string Name => name;

    public long ParameterCount => network.ParameterCount;

    protected Module Network => network;

    /// <summary>Takes some steps and measures them.</summary>
    public StepTime Run(int steps)
    {
        using var process = Process.GetCurrentProcess();
        var (cpu, clock) = (process.TotalProcessorTime, Stopwatch.StartNew());
        for (var i = 0; i < steps; i++)
        {
            using var scope = new Scope();
            optimizer.ZeroGrad();
            var loss = Forward();
            loss.Backward();
            optimizer.Step();
            loss.Item<double>();
        }
        var wall = clock.Elapsed;
        process.Refresh();
        return new StepTime(wall.TotalMilliseconds / steps, (process.TotalProcessorTime - cpu).TotalMilliseconds / steps);
    }

    public void Dispose()
    {
        optimizer.Dispose();
        network.Dispose();
    }

    protected abstract Tensor Forward();
}
