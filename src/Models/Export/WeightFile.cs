using Orchestrator.Models.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace Orchestrator.Models.Export;

/// <summary>Weights in the formats that other programs read: PyTorch's <c>.pt</c> (a state dictionary) and <c>.safetensors</c>.</summary>
/// <remarks>The names are those of the network's modules, as in <c>network.state_dict()</c>; all values are on the CPU. A description of
/// the network travels in the file.</remarks>
public static class WeightFile
{
    /// <summary>The endings of files that can be written and read.</summary>
    public static IReadOnlyList<string> Endings { get; } = [".pt", ".safetensors"];

    /// <summary>Whether a file's ending names a format.</summary>
    public static bool IsSupported(string path) => Endings.Contains(Path.GetExtension(path).ToLowerInvariant());

    /// <summary>Writes a network's parameters and buffers, in one step: a file of that name is replaced when all is written.</summary>
    /// <param name="network">The network.</param>
    /// <param name="path">The file.</param>
    /// <param name="description">Says which network it is; null = nothing. Other programs pass over it.</param>
    /// <exception cref="ArgumentException">The ending names no format.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save(nn.Module network, string path, string? description = null)
    {
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            switch (FormatOf(path))
            {
                case ".pt": PyTorchFile.Write(temporary, network, description); break;
                default: SafetensorsFile.Write(temporary, network.state_dict(), description); break;
            }
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Reads a file, whoever wrote it.</summary>
    /// <exception cref="ArgumentException">The ending names no format.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, or holds something other than tensors by name.</exception>
    public static WeightFileContent Read(string path)
    {
        TorchRuntime.Load();
        return FormatOf(path) == ".pt" ? PyTorchFile.Read(path) : SafetensorsFile.Read(path);
    }

    /// <summary>Reads parameters and buffers into a network of the same shape.</summary>
    /// <exception cref="ArgumentException">The ending names no format, or tensors are missing, unknown or of another shape; nothing has
    /// changed.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, or holds something other than tensors by name.</exception>
    public static void Load(nn.Module network, string path)
    {
        using var content = Read(path);
        content.LoadInto(network);
    }

    private static string FormatOf(string path) => IsSupported(path)
        ? Path.GetExtension(path).ToLowerInvariant()
        : throw new ArgumentException($"'{path}' ends in none of {string.Join(", ", Endings)}, by which a format of weights is known.",
            nameof(path));
}
