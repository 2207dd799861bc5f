using static TorchSharp.torch;

namespace Orchestrator.Models.Torch.Archives;

/// <summary>Tensors, blobs and a text in one file, which appears whole or not at all.</summary>
/// <remarks>
/// Layout, little-endian: magic, version, metadata, blobs (name, bytes), tensors (name, type, shape, raw values), then the SHA-256 of all
/// before. Loaded tensors are on the CPU and belong to the archive; those that were added stay the caller's.
/// </remarks>
public sealed partial class TensorArchive : IDisposable
{
    private readonly List<Tensor> owned = [];

    /// <summary>Whatever describes the tensors; JSON by custom.</summary>
    public string Metadata { get; set; } = "";

    /// <summary>By name, in order.</summary>
    public OrderedDictionary<string, Tensor> Tensors { get; } = [];

    /// <summary>Bytes by name.</summary>
    public OrderedDictionary<string, byte[]> Blobs { get; } = [];

    /// <summary>Adds tensors under <c>prefix/name</c>.</summary>
    public void AddSection(string prefix, IReadOnlyDictionary<string, Tensor> tensors)
    {
        foreach (var (name, tensor) in tensors)
        {
            Tensors.Add($"{prefix}/{name}", tensor);
        }
    }

    /// <summary>The tensors that were added under a prefix, by their own names.</summary>
    public Dictionary<string, Tensor> Section(string prefix)
    {
        var start = prefix + "/";
        return Tensors.Where(t => t.Key.StartsWith(start, StringComparison.Ordinal)).ToDictionary(t => t.Key[start.Length..], t => t.Value);
    }

    /// <summary>Frees what <see cref="Load"/> has read.</summary>
    public void Dispose()
    {
        foreach (var tensor in owned)
        {
            tensor.Dispose();
        }
    }
}

/// <summary>A file is no archive of tensors, or not a whole one.</summary>
public sealed class CorruptArchiveException(string path, string reason, Exception? inner = null)
    : Exception($"{path} is damaged: {reason}", inner);
