using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Orchestrator.Models.Tests.Export;

/// <summary>Writes a state dictionary in the opcodes and entries of <c>torch.save</c> (PyTorch 2, pickle protocol 2), so that tests need no
/// Python.</summary>
internal sealed class PickledState
{
    private readonly MemoryStream pickle = new();
    private readonly OrderedDictionary<string, byte[]> storages = [];

    public PickledState()
    {
        Op(0x80, 2);
        OrderedDict();
        Op('(');
    }

    /// <summary>A tensor that is a view of a storage.</summary>
    /// <param name="name">Its key.</param>
    /// <param name="type">Such as <c>FloatStorage</c>.</param>
    /// <param name="storage">The entry that holds the values; written once.</param>
    /// <param name="values">All of the storage.</param>
    /// <param name="count">Its elements.</param>
    /// <param name="offset">First element of the tensor.</param>
    /// <param name="shape">Of the tensor.</param>
    /// <param name="strides">In elements.</param>
    public PickledState Add(string name, string type, string storage, byte[] values, int count, int offset, int[] shape, int[] strides)
    {
        storages[storage] = values;
        Text(name);
        Global("torch._utils", "_rebuild_tensor_v2");
        Op('(');
        Op('(');
        Text("storage");
        Global("torch", type);
        Text(storage);
        Text("cpu");
        Int(count);
        Op('t');
        Op('Q');
        Int(offset);
        Tuple(shape);
        Tuple(strides);
        Op(0x89);
        OrderedDict();
        Op('t');
        Op('R');
        return this;
    }

    /// <summary>An entry that is a number, as checkpoints have them beside the weights.</summary>
    public PickledState Add(string name, int value)
    {
        Text(name);
        Int(value);
        return this;
    }

    /// <summary>Writes the archive.</summary>
    public void Save(string path)
    {
        Op('u');
        // The attribute _metadata, with the modules' versions.
        Op('}');
        Text("_metadata");
        OrderedDict();
        Op('s');
        Op('b');
        Op('.');
        using var archive = ZipFile.Open(path, ZipArchiveMode.Create);
        Entry(archive, "data.pkl", pickle.ToArray());
        Entry(archive, "byteorder", "little"u8.ToArray());
        foreach (var (name, values) in storages)
        {
            Entry(archive, $"data/{name}", values);
        }

        Entry(archive, "version", "3\n"u8.ToArray());
    }

    private static void Entry(ZipArchive archive, string name, byte[] content)
    {
        using var stream = archive.CreateEntry($"weights/{name}", CompressionLevel.NoCompression).Open();
        stream.Write(content);
    }

    private void OrderedDict()
    {
        Global("collections", "OrderedDict");
        Op(')');
        Op('R');
    }

    private void Global(string module, string name) => pickle.Write(Encoding.ASCII.GetBytes($"c{module}\n{name}\n"));

    private void Tuple(int[] numbers)
    {
        Op('(');
        foreach (var number in numbers)
        {
            Int(number);
        }

        Op('t');
    }

    private void Int(int value)
    {
        Op('J');
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        pickle.Write(bytes);
    }

    private void Text(string text)
    {
        Op('X');
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, text.Length);
        pickle.Write(length);
        pickle.Write(Encoding.ASCII.GetBytes(text));
    }

    private void Op(params ReadOnlySpan<int> codes)
    {
        foreach (var code in codes)
        {
            pickle.WriteByte((byte)code);
        }
    }
}
