using System.Diagnostics;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Models.Catalog;
using Orchestrator.Models.Data;
using Orchestrator.Models.Data.Sequences;
using Orchestrator.Models.Torch;
using Orchestrator.Models.Torch.Optimizers;
using Orchestrator.Models.Training;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Orchestrator.Models.Benchmarks;

/// <summary>A model of the catalog with its default settings, in training with Adam on one random batch of its paper's rows.</summary>
internal sealed class CatalogWorkload : IDisposable
{
    private readonly TaskKind task;
    private readonly Tensor inputs, targets;

    /// <param name="paper">The model and its size; padded rows have the lengths that <see cref="Codes"/> gives them.</param>
    /// <param name="device">Where it trains; null = the CPU.</param>
    public CatalogWorkload(Paper paper, Device? device = null)
    {
        Name = paper.Name;
        using var scope = NewDisposeScope();
        Network = Create(paper);
        var (batch, shape) = (paper.Batch, paper.Shape);
        task = shape.Task;
        var row = shape.Row.Select(extent => (long)extent);
        var place = device ?? CPU;
        inputs = (ModelCatalog.Find(paper.Model).Input == InputKind.Sequence ? Codes(batch, shape) : rand([batch, .. row]).lt(0.5)
            .to(float32)).to(place).DetachFromDisposeScope();
        targets = (task switch
        {
            TaskKind.ManyClasses => randint(0, shape.Outputs, [batch], int64),
            TaskKind.Values => randn(batch, shape.Outputs),
            _ => rand(batch, shape.Outputs).lt(0.5).to(float32),
        }).to(place).DetachFromDisposeScope();
        Network.to(place);
        Optimizer = new(Network.parameters());
    }

    public string Name { get; }

    public nn.Module<Tensor, Tensor> Network { get; }

    public FusedAdam Optimizer { get; }

    /// <summary>Trainable numbers of a network.</summary>
    public static long ParametersOf(Paper paper)
    {
        using var network = Create(paper);
        return NetworkState.ParameterCount(network);
    }

    /// <summary>Takes some steps and measures them.</summary>
    public StepTime Run(int steps)
    {
        using var process = Process.GetCurrentProcess();
        var (cpu, clock) = (process.TotalProcessorTime, Stopwatch.StartNew());
        for (var step = 0; step < steps; step++)
        {
            Step(null);
        }

        var wall = clock.Elapsed;
        process.Refresh();
        return new StepTime(wall.TotalMilliseconds / steps, (process.TotalProcessorTime - cpu).TotalMilliseconds / steps);
    }

    /// <summary>Takes a step.</summary>
    /// <param name="narrow">What products compute with; null = single precision.</param>
    /// <returns>The loss before it.</returns>
    public float Step(ScalarType? narrow)
    {
        using var scope = NewDisposeScope();
        Optimizer.ZeroGrad();
        Tensor outputs;
        using (Autocast.Enter(inputs.device, narrow))
        {
            outputs = ((Network as IAutoencoder)?.Reconstruct(inputs) ?? Network.call(inputs)).to(float32);
        }

        var loss = task switch
        {
            _ when Network is IAutoencoder autoencoder => autoencoder.Loss(outputs, inputs, inputs),
            TaskKind.ManyClasses => F.cross_entropy(outputs, targets),
            TaskKind.Values => F.mse_loss(outputs, targets),
            _ => F.binary_cross_entropy_with_logits(outputs, targets),
        };
        loss.backward();
        Optimizer.Step();
        return loss.item<float>();
    }

    public void Dispose()
    {
        Optimizer.Dispose();
        Network.Dispose();
        inputs.Dispose();
        targets.Dispose();
    }

    private static nn.Module<Tensor, Tensor> Create(Paper paper)
    {
        FoldSeeds.Set(1);
        return ModelCatalog.Create(paper.Model, new(ModelCatalog.Find(paper.Model), paper.Configuration, Configuration.Empty), paper.Shape);
    }

    // Padded rows end 0, 5, 10, ... codes early: every peer then reads equally many steps.
    private static Tensor Codes(int batch, DataShape shape)
    {
        var length = shape.Row[0];
        var codes = randint(0, DnaAlphabet.Bases, [batch, length], int64);
        if (!shape.Padded)
        {
            return codes;
        }

        var ends = HostTensors.FromSpan<long>([.. Enumerable.Range(0, batch).Select(row => length - 5L * row)], batch, 1);
        return where(arange(length, int64).unsqueeze(0).lt(ends), codes, full_like(codes, (long)DnaAlphabet.Padding));
    }
}
