using Orchestrator.Models.Torch;
using TorchSharp;
using TorchSharp.PyBridge;
using static TorchSharp.torch;

namespace Orchestrator.Models.Export;

/// <summary>Weights in the formats that other programs read: PyTorch's <c>.pt</c> (a state dictionary) and <c>.safetensors</c>.</summary>
/// <remarks>The names are those of the network's modules, as in <c>network.state_dict()</c>; all values are on the CPU.</remarks>
public static class WeightFile
{
    /// <summary>The endings of files that can be written and read.</summary>
    public static IReadOnlyList<string> Endings { get; } = [".pt", ".safetensors"];

    /// <summary>Whether a file's ending names a format.</summary>
    public static bool IsSupported(string path) => Endings.Contains(Path.GetExtension(path).ToLowerInvariant());

    /// <summary>Writes a network's parameters and buffers, in one step: a file of that name is replaced when all is written.</summary>
    /// <exception cref="ArgumentException">The ending names no format.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save(nn.Module network, string path)
    {
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            switch (FormatOf(path))
            {
                case ".pt": network.save_py(temporary); break;
                default: network.save_safetensors(temporary); break;
            }
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Reads parameters and buffers into a network of the same shape.</summary>
    /// <exception cref="ArgumentException">The ending names no format, or a tensor is missing, unknown or of another shape; nothing has changed.</exception>
    public static void Load(nn.Module network, string path)
    {
        TorchRuntime.Load();
        switch (FormatOf(path))
        {
            case ".pt": network.load_py(path, strict: true); break;
            default: network.load_safetensors(path, strict: true); break;
        }
    }

    private static string FormatOf(string path) => IsSupported(path)
        ? Path.GetExtension(path).ToLowerInvariant()
        : throw new ArgumentException($"'{path}' ends in none of {string.Join(", ", Endings)}, by which a format of weights is known.", nameof(path));
}
