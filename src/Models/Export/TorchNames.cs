using System.IO.Compression;
using Orchestrator.Models.Data.Numpy.Pickle;
using TorchSharp;
using static TorchSharp.torch;

namespace Orchestrator.Models.Export;

/// <summary>The names that a pickled state dictionary may mention: tensors, their storages, ordered dictionaries. Tensors that were not
/// released end with this.</summary>
/// <param name="archive">Holds the storages.</param>
/// <param name="folder">Begins the names of its entries.</param>
internal sealed class TorchNames(ZipArchive archive, string folder) : IPickleNames, IDisposable
{
    /// <summary>What whoever saved something else should do.</summary>
    public const string Cure = "save the state dictionary alone, torch.save(network.state_dict(), FILE)";

    private static readonly Dictionary<string, ScalarType> Storages = new()
    {
        ["DoubleStorage"] = ScalarType.Float64,
        ["FloatStorage"] = ScalarType.Float32,
        ["HalfStorage"] = ScalarType.Float16,
        ["BFloat16Storage"] = ScalarType.BFloat16,
        ["LongStorage"] = ScalarType.Int64,
        ["IntStorage"] = ScalarType.Int32,
        ["ShortStorage"] = ScalarType.Int16,
        ["CharStorage"] = ScalarType.Int8,
        ["ByteStorage"] = ScalarType.Byte,
        ["BoolStorage"] = ScalarType.Bool,
    };

    private readonly Dictionary<string, Tensor> storages = [];
    private readonly HashSet<Tensor> made = new(ReferenceEqualityComparer.Instance);

    /// <inheritdoc />
    public object Find(string module, string name, int at) => (module, name) switch
    {
        ("collections", "OrderedDict") => (Func<object?[], object?>)(_ => new Dictionary<object, object?>()),
        ("torch._utils", "_rebuild_tensor_v2" or "_rebuild_tensor") => (Func<object?[], object?>)Rebuild,
        ("torch._utils", "_rebuild_parameter") => (Func<object?[], object?>)(arguments => arguments[0]),
        ("torch", _) when Storages.TryGetValue(name, out var type) => type,
        _ => throw new InvalidDataException($"it asks for '{module}.{name}', which is not run: {Cure}"),
    };

    /// <inheritdoc />
    public void Build(object? state, object? target)
    {
        // A state dictionary carries the modules' versions as its attribute: nothing of ours.
        if (target is not Dictionary<object, object?>)
        {
            throw new InvalidDataException("it gives a state to something that is not a state dictionary");
        }
    }

    /// <inheritdoc />
    public object? Load(object? identifier, int at)
    {
        if (identifier is not object?[] parts || parts is not ["storage", ScalarType type, string key, _, long count, ..])
        {
            throw new InvalidDataException($"the storage at byte {at} cannot be understood");
        }

        if (storages.TryGetValue(key, out var known))
        {
            return known;
        }

        var entry = archive.GetEntry($"{folder}data/{key}")
            ?? throw new InvalidDataException($"the archive has no entry '{folder}data/{key}'");
        if (count < 0 || entry.Length < count * StoredTensor.SizeOf(type))
        {
            throw new InvalidDataException($"the entry '{entry.FullName}' is shorter than its {count} elements");
        }

        using var stream = entry.Open();
        return storages[key] = StoredTensor.Read(stream, type, count);
    }

    /// <summary>Hands a tensor to the caller.</summary>
    /// <remarks>Tied weights are one object under two names.</remarks>
    public Tensor Release(Tensor tensor) => made.Remove(tensor) ? tensor : tensor.clone().DetachFromDisposeScope();

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var tensor in made.Concat(storages.Values))
        {
            tensor.Dispose();
        }
    }

    // (storage, offset, shape, strides, ...): a tensor may be a view of a storage that others share.
    private Tensor Rebuild(object?[] arguments)
    {
        var (storage, offset) = ((Tensor)arguments[0]!, (long)arguments[1]!);
        long[] shape = [.. ((object?[])arguments[2]!).Select(extent => (long)extent!)];
        long[] strides = [.. ((object?[])arguments[3]!).Select(stride => (long)stride!)];
        var last = offset + shape.Zip(strides, (extent, stride) => (extent - 1) * stride).Sum();
        if (shape.Length != strides.Length || offset < 0 || shape.Any(extent => extent < 0) || strides.Any(stride => stride < 0)
            || (!shape.Contains(0) && last >= storage.numel()))
        {
            throw new InvalidDataException("a tensor reaches beyond its storage");
        }

        using var scope = NewDisposeScope();
        var tensor = storage.as_strided(shape, strides, offset).contiguous().clone().DetachFromDisposeScope();
        made.Add(tensor);
        return tensor;
    }
}
