using static TorchSharp.torch;

namespace Orchestrator.Models.Torch;

/// <summary>Knows which layer of a network was entered last, so that an error can name it.</summary>
internal sealed class LayerTrace
{
    private string? current;

    /// <param name="network">Its layers of one tensor are watched.</param>
    public LayerTrace(nn.Module network)
    {
        foreach (var (name, module) in network.named_modules())
        {
            if (module is nn.Module<Tensor, Tensor> layer)
            {
                var place = $"layer {name} ({layer.GetName()})";
                layer.register_forward_pre_hook(_ => current = place);
            }
        }
    }

    /// <summary>The layer entered last, such as <c>layer head.1 (Linear)</c>; null before any was.</summary>
    public string? Current => current;
}
