using static TorchSharp.torch;

namespace Orchestrator.Models.Torch;

/// <summary>What a network has learned, as tensors by name.</summary>
internal static class NetworkState
{
    /// <summary>Number of trainable numbers.</summary>
    public static long ParameterCount(nn.Module network) => network.parameters().Sum(parameter => parameter.numel());

    /// <summary>Copies values into parameters and buffers, from any device.</summary>
    /// <exception cref="ArgumentException">A name is missing or unknown, or a shape differs; nothing has changed.</exception>
    public static void Load(nn.Module network, IReadOnlyDictionary<string, Tensor> state)
    {
        var own = network.state_dict();
        if (state.Keys.FirstOrDefault(name => !own.ContainsKey(name)) is { } unknown)
        {
            throw new ArgumentException($"The network has no tensor '{unknown}'.", nameof(state));
        }

        foreach (var (name, tensor) in own)
        {
            if (!state.TryGetValue(name, out var value))
            {
                throw new ArgumentException($"The state has no tensor '{name}'.", nameof(state));
            }

            if (!tensor.shape.SequenceEqual(value.shape))
            {
                throw new ArgumentException($"'{name}' is ({Extents(tensor)}) in the network and ({Extents(value)}) in the state.", nameof(state));
            }
        }

        using var noGrad = no_grad();
        foreach (var (name, tensor) in own)
        {
            tensor.copy_(state[name]);
        }
    }

    private static string Extents(Tensor tensor) => string.Join(", ", tensor.shape);
}
