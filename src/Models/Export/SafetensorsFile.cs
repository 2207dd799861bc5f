using System.Text.Json;
using System.Text.Json.Nodes;
using TorchSharp;
using static TorchSharp.torch;

namespace Orchestrator.Models.Export;

/// <summary>
/// The format safetensors (huggingface/safetensors): 8 bytes with the length of a JSON object, the object, which tells each tensor's type,
/// shape and place, then the values. Its member <c>__metadata__</c> holds texts; PyBridge, which writes the other format, cannot write it.
/// </summary>
internal static class SafetensorsFile
{
    private const string Metadata = "__metadata__", Description = "orchestrator";
    private const long LongestHeader = 100_000_000; // the format's own limit

    private static readonly Dictionary<string, ScalarType> Types = new()
    {
        ["F64"] = ScalarType.Float64,
        ["F32"] = ScalarType.Float32,
        ["F16"] = ScalarType.Float16,
        ["BF16"] = ScalarType.BFloat16,
        ["I64"] = ScalarType.Int64,
        ["I32"] = ScalarType.Int32,
        ["I16"] = ScalarType.Int16,
        ["I8"] = ScalarType.Int8,
        ["U8"] = ScalarType.Byte,
        ["BOOL"] = ScalarType.Bool,
    };

    /// <summary>Writes tensors and a text.</summary>
    public static void Write(string path, IReadOnlyDictionary<string, Tensor> tensors, string? description)
    {
        var header = new JsonObject();
        if (description is not null)
        {
            header[Metadata] = new JsonObject { ["format"] = "pt", [Description] = description };
        }

        var at = 0L;
        foreach (var (name, tensor) in tensors)
        {
            var length = tensor.numel() * tensor.ElementSize;
            header[name] = new JsonObject
            {
                ["dtype"] = Types.First(pair => pair.Value == tensor.dtype).Key,
                ["shape"] = new JsonArray([.. tensor.shape.Select(extent => (JsonNode)extent)]),
                ["data_offsets"] = new JsonArray(at, at + length),
            };
            at += length;
        }

        var text = JsonSerializer.SerializeToUtf8Bytes(header);
        using var writer = new BinaryWriter(File.Create(path));
        var padding = (8 - text.Length % 8) % 8; // values begin at a multiple of 8
        writer.Write((long)text.Length + padding);
        writer.Write(text);
        writer.Write("       "u8[..padding]);
        foreach (var tensor in tensors.Values)
        {
            using var scope = NewDisposeScope();
            writer.Write(tensor.detach().cpu().contiguous().bytes);
        }
    }

    /// <summary>Reads tensors and the text.</summary>
    /// <exception cref="InvalidDataException">The file is damaged or of another format.</exception>
    public static WeightFileContent Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
        var tensors = new Dictionary<string, Tensor>();
        try
        {
            using var reader = new BinaryReader(file);
            var length = reader.ReadInt64();
            if (length is < 2 or > LongestHeader || length > file.Length - sizeof(long))
            {
                throw new InvalidDataException("it does not begin with a header of safetensors");
            }

            using var header = JsonDocument.Parse(reader.ReadBytes((int)length));
            var start = sizeof(long) + length;
            string? description = null;
            foreach (var member in header.RootElement.EnumerateObject())
            {
                if (member.Name == Metadata)
                {
                    description = member.Value.TryGetProperty(Description, out var text) ? text.GetString() : null;
                    continue;
                }

                tensors.Add(member.Name, ReadTensor(file, start, member));
            }

            return new(tensors, description);
        }
        catch (Exception e)
        {
            foreach (var tensor in tensors.Values)
            {
                tensor.Dispose();
            }

            if (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or ArgumentException
                or OverflowException or EndOfStreamException)
            {
                throw new InvalidDataException("its header cannot be read", e);
            }

            throw;
        }
    }

    private static Tensor ReadTensor(FileStream file, long start, JsonProperty member)
    {
        var word = member.Value.GetProperty("dtype").GetString()!;
        var type = Types.TryGetValue(word, out var known)
            ? known
            : throw new InvalidDataException($"the type {word} of '{member.Name}' is not one that a network has");
        long[] shape = [.. member.Value.GetProperty("shape").EnumerateArray().Select(extent => extent.GetInt64())];
        long[] offsets = [.. member.Value.GetProperty("data_offsets").EnumerateArray().Select(offset => offset.GetInt64())];
        var size = StoredTensor.SizeOf(type) * shape.Aggregate(1L, (product, extent) => checked(product * extent));
        if (offsets is not [>= 0, _] || offsets[1] - offsets[0] != size || offsets[1] > file.Length - start)
        {
            throw new InvalidDataException($"'{member.Name}' does not lie within the file; it is cut short or damaged");
        }

        file.Position = start + offsets[0];
        return StoredTensor.Read(file, type, shape);
    }
}
