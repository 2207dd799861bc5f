using Orchestrator.Contracts.Spaces;
using Orchestrator.Models.Catalog;
using Orchestrator.Models.Data.Sequences;
using Orchestrator.Torch.Benchmarks;
using Orchestrator.Torch.Losses;
using Orchestrator.Torch.Modules;
using Orchestrator.Torch.Randomness;
using Orchestrator.Torch.Tensors;

namespace Orchestrator.Models.Benchmarks;

/// <summary>A model of the catalog with its default settings, on one random batch of its paper's rows.</summary>
internal sealed class CatalogWorkload : Workload
{
    private readonly TaskKind task;
    private readonly Tensor inputs, targets;

    /// <param name="paper">The model and its size; padded rows have the lengths that <see cref="Codes"/> gives them.</param>
    /// <param name="generator">Draws weights, dropout and data.</param>
    public CatalogWorkload(Paper paper, Generator generator)
        : base(paper.Name, Create(paper, generator))
    {
        var (batch, shape) = (paper.Batch, paper.Shape);
        task = shape.Task;
        var row = shape.Row.Select(extent => (long)extent);
        inputs = ModelCatalog.Find(paper.Model).Input == InputKind.Sequence
            ? Codes(batch, shape, generator)
            : RandomTensors.Bernoulli([batch, .. row], 0.5, generator).Keep();
        targets = task switch
        {
            TaskKind.ManyClasses => RandomTensors.Uniform([batch], 0, shape.Outputs, generator).To(DType.Int64).Keep(),
            TaskKind.Values => RandomTensors.Normal([batch, shape.Outputs], 0, 1, generator).Keep(),
            _ => RandomTensors.Bernoulli([batch, shape.Outputs], 0.5, generator).Keep(),
        };
    }

    protected override Tensor Forward()
    {
        var outputs = Network.Forward(inputs);
        return task switch
        {
            TaskKind.ManyClasses => Loss.CrossEntropy(outputs, targets),
            TaskKind.Values => Loss.Mse(outputs, targets),
            _ => Loss.BinaryCrossEntropyWithLogits(outputs, targets),
        };
    }

    private static Module Create(Paper paper, Generator generator) => ModelCatalog.Create(
        paper.Model, new(ModelCatalog.Find(paper.Model), paper.Configuration, Configuration.Empty), paper.Shape, new(generator, generator));

    // Padded rows end 0, 5, 10, ... codes early: both languages then pack equally many steps.
    private static Tensor Codes(int batch, DataShape shape, Generator generator)
    {
        var length = shape.Row[0];
        var codes = RandomTensors.Uniform([batch, length], 0, DnaAlphabet.Bases, generator).To(DType.Int64);
        if (!shape.Padded) return codes.Keep();
        var ends = Enumerable.Range(0, batch).Select(row => length - 5L * row).ToArray();
        var past = Tensor.Arange(length).Unsqueeze(0).Lt(Tensor.FromArray<long>(ends, batch, 1)).To(DType.Int64);
        return (codes * past + (1 - past) * DnaAlphabet.Padding).To(DType.Int64).Keep();
    }
}
