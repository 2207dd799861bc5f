using static TorchSharp.torch;

namespace Orchestrator.Models.Torch;

/// <summary>What a network has learned, as tensors by name.</summary>
internal static class NetworkState
{
    private const int MostNamed = 3;

    /// <summary>Number of trainable numbers.</summary>
    public static long ParameterCount(nn.Module network) => network.parameters().Sum(parameter => parameter.numel());

    /// <summary>Copies values into parameters and buffers, from any device.</summary>
    /// <exception cref="ArgumentException">A name is missing or unknown, or a shape differs; nothing has changed.</exception>
    public static void Load(nn.Module network, IReadOnlyDictionary<string, Tensor> state)
    {
        var (own, fitted) = (network.state_dict(), network as IFittedBuffers);
        List<string> problems = [];
        Note("lacks", [.. own.Keys.Where(name => !state.ContainsKey(name))]);
        Note("has, and the network has not,", [.. state.Keys.Where(name => !own.ContainsKey(name))]);
        var reshaped = own.Where(pair => state.TryGetValue(pair.Key, out var value)
            && fitted?.IsFitted(pair.Key) != true && !pair.Value.shape.SequenceEqual(value.shape));
        foreach (var (name, tensor) in reshaped.Take(MostNamed))
        {
            problems.Add($"'{name}' is ({Extents(tensor)}) in the network and ({Extents(state[name])}) in the state.");
        }

        if (problems.Count > 0)
        {
            throw new ArgumentException(string.Join(' ', problems));
        }

        using var noGrad = no_grad();
        fitted?.LoadFitted(state);
        foreach (var (name, tensor) in own.Where(pair => fitted?.IsFitted(pair.Key) != true))
        {
            tensor.copy_(state[name]);
        }

        void Note(string verb, string[] names)
        {
            if (names.Length > 0)
            {
                var more = names.Length > MostNamed ? $" and {names.Length - MostNamed} more" : "";
                problems.Add($"The state {verb} {string.Join(", ", names.Take(MostNamed).Select(name => $"'{name}'"))}{more}.");
            }
        }
    }

    private static string Extents(Tensor tensor) => string.Join(", ", tensor.shape);
}

/// <summary>A network some of whose buffers hold something that was fitted, and are as large as that.</summary>
internal interface IFittedBuffers
{
    /// <summary>Whether a buffer takes the shape of what is loaded into it.</summary>
    bool IsFitted(string name);

    /// <summary>Takes those buffers over from a state that has all names.</summary>
    /// <exception cref="ArgumentException">They do not fit together; nothing has changed.</exception>
    void LoadFitted(IReadOnlyDictionary<string, Tensor> state);
}
