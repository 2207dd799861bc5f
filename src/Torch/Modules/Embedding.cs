using Orchestrator.Torch.Native;
using Orchestrator.Torch.Randomness;
using Orchestrator.Torch.Tensors;

namespace Orchestrator.Torch.Modules;

/// <summary>A learned vector for each index: integers (..) -> (.., width). Begins normal(0, 1).</summary>
public sealed class Embedding : Module
{
    private static readonly Operator Lookup = new("aten::embedding");
    private readonly Tensor weight;
    private readonly int paddingIndex;

    /// <param name="count">Number of indices.</param>
    /// <param name="width">Length of a vector.</param>
    /// <param name="generator">Draws the vectors.</param>
    /// <param name="paddingIndex">An index whose vector is 0 and stays so; null = none.</param>
    public Embedding(int count, int width, Generator generator, int? paddingIndex = null)
    {
        using var scope = new Scope();
        var table = RandomTensors.Normal([count, width], 0, 1, generator);
        if (paddingIndex is { } padding) table.Select(0, padding).Zero_();
        weight = RegisterParameter("weight", table);
        this.paddingIndex = paddingIndex ?? -1;
    }

    /// <inheritdoc />
    public override Tensor Forward(Tensor input) => Lookup.Call(weight, input, paddingIndex);
}
