using System.Globalization;
using Orchestrator.Torch.Tensors;

namespace Orchestrator.Torch.Modules;

/// <summary>Modules one after the other, named 0, 1, 2 as in PyTorch.</summary>
public sealed class Sequential : Module
{
    private readonly Module[] layers;

    /// <param name="layers">In order.</param>
    public Sequential(params Module[] layers)
    {
        this.layers = layers;
        for (var i = 0; i < layers.Length; i++) RegisterModule(i.ToString(CultureInfo.InvariantCulture), layers[i]);
    }

    /// <inheritdoc />
    public override Tensor Forward(Tensor input)
    {
        foreach (var layer in layers) input = layer.Forward(input);
        return input;
    }
}
