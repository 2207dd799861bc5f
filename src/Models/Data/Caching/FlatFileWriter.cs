using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using Orchestrator.Contracts.Serialization;
using Orchestrator.Models.Data.Memory;

namespace Orchestrator.Models.Data.Caching;

/// <summary>Writes a <see cref="FlatFile"/> from front to back, section by section, each in any number of pieces.</summary>
internal sealed class FlatFileWriter
{
    private const int SliceElements = 1 << 24;
    private readonly Stream stream;
    private readonly List<FlatSection> sections = [];
    private long position;

    /// <param name="stream">Stays the caller's.</param>
    public FlatFileWriter(Stream stream)
    {
        this.stream = stream;
        Put(FlatFile.Magic);
    }

    /// <summary>Begins the next section.</summary>
    public void Begin(string name)
    {
        Put(new byte[(FlatFile.Alignment - position % FlatFile.Alignment) % FlatFile.Alignment]);
        sections.Add(new FlatSection(name, position, 0, 0));
    }

    /// <summary>Adds to the section that was begun last.</summary>
    public void Append<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        for (; !values.IsEmpty; values = values[Math.Min(SliceElements, values.Length)..])
        {
            var bytes = MemoryMarshal.AsBytes(values[..Math.Min(SliceElements, values.Length)]);
            sections[^1] =
                sections[^1] with { Bytes = sections[^1].Bytes + bytes.Length, Check = Checksum.Append(sections[^1].Check, bytes) };
            Put(bytes);
        }
    }

    /// <summary>Writes a section.</summary>
    public void Add<T>(string name, Block<T> values)
        where T : unmanaged
    {
        Begin(name);
        for (var at = 0L; at < values.Length; at += SliceElements)
        {
            Append(values.Slice(at, (int)Math.Min(SliceElements, values.Length - at)));
        }
    }

    /// <summary>Writes the index.</summary>
    public void Finish(FlatDescription description)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(new FlatIndex(description, [.. sections]), WireJson.Options);
        Put(json);
        Span<byte> tail = stackalloc byte[8];
        BinaryPrimitives.WriteInt32LittleEndian(tail, json.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(tail[4..], Checksum.Append(0, json));
        Put(tail);
        Put(FlatFile.Magic);
    }

    private void Put(ReadOnlySpan<byte> bytes)
    {
        stream.Write(bytes);
        position += bytes.Length;
    }
}
