using Orchestrator.Models.Architectures;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using Conv1d = Orchestrator.Models.Torch.Layers.Conv1d;
using MaxPool1d = Orchestrator.Models.Torch.Layers.MaxPool1d;

namespace Orchestrator.Interpretation.Methods;

/// <summary>A network with |W| for its weights and 0 for its biases, whose max-pooling adds up: until this is disposed of.</summary>
internal sealed class AbsoluteWeights : IDisposable
{
    private readonly List<(Tensor Changed, Tensor Before)> changes = [];
    private readonly List<Action> hooks = [];

    public AbsoluteWeights(nn.Module network)
    {
        using var inference = no_grad();
        foreach (var (_, module) in network.named_modules())
        {
            switch (module)
            {
                case Linear or Conv1d or BatchNorm1d:
                    foreach (var (name, parameter) in module.named_parameters(recurse: false))
                    {
                        Change(parameter, name == "bias" ? zeros_like(parameter) : parameter.abs());
                    }

                    break;
                case MaxPool1d pool:
                    hooks.Add(pool.register_forward_hook((_, input, _) => pool.Sum(input)).remove);
                    break;
            }

            foreach (var (name, buffer) in module.named_buffers(recurse: false))
            {
                if ((module, name) is (BatchNorm1d, "running_mean") or (CentredOneHot, "mean"))
                {
                    Change(buffer, zeros_like(buffer));
                }
            }
        }
    }

    /// <summary>The first layer through which paths have no weight, such as <c>layer lstm (Lstm)</c>; null = there is none.</summary>
    public static string? LayerWithoutPaths(nn.Module network)
    {
        foreach (var (name, module) in network.named_modules())
        {
            var known = module is Linear or Conv1d or BatchNorm1d or MaxPool1d or AvgPool1d or ReLU or LeakyReLU or Dropout or Flatten
                or FoldedRows or DnaOneHot;
            var container = module.named_children().Any() && !module.named_parameters(recurse: false).Any();
            if (!known && !container)
            {
                return $"layer {name} ({module.GetType().Name})";
            }
        }

        return null;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        hooks.ForEach(remove => remove());
        using var inference = no_grad();
        foreach (var (changed, before) in changes)
        {
            changed.copy_(before);
            before.Dispose();
        }
    }

    private void Change(Tensor tensor, Tensor value)
    {
        changes.Add((tensor, tensor.detach().clone().DetachFromDisposeScope()));
        tensor.copy_(value);
    }
}
