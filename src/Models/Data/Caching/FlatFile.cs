using System.Buffers.Binary;
using System.Text.Json;
using Orchestrator.Contracts.Serialization;
using Orchestrator.Models.Data.Memory;

namespace Orchestrator.Models.Data.Caching;

/// <summary>
/// Arrays in a file as they lie in memory, to be mapped. Layout, little-endian: magic and version, sections at aligned offsets, their
/// index as JSON, its length (4 bytes), its CRC-32C (4 bytes), magic. The index stands last, so that a file can be written in one pass.
/// </summary>
internal sealed class FlatFile
{
    /// <summary>Sections begin at multiples of so many bytes: a cache line, and more than any number needs.</summary>
    public const int Alignment = 64;

    private const int Tail = 16;
    private const int SliceBytes = 1 << 30;
    private readonly MappedFile file;
    private readonly Dictionary<string, FlatSection> sections;

    private FlatFile(MappedFile file, FlatIndex index)
    {
        this.file = file;
        Description = index.Description;
        sections = index.Sections.ToDictionary(section => section.Name);
    }

    /// <summary>Begins and ends the file; the last digit is the layout's version.</summary>
    public static ReadOnlySpan<byte> Magic => "OFLAT\r\n1"u8;

    /// <summary>What the sections are about.</summary>
    public FlatDescription Description { get; }

    /// <summary>Maps a file and checks every byte of it.</summary>
    /// <exception cref="InvalidDataException">It is of another version, cut short or damaged.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static FlatFile Open(string path)
    {
        var file = new MappedFile(path);
        if (file.Length < Magic.Length + Tail)
        {
            throw new InvalidDataException("it is cut short");
        }

        var tail = file.Span<byte>(file.Length - Tail, 0, Tail);
        if (!tail[8..].SequenceEqual(Magic) || !file.Span<byte>(0, 0, Magic.Length).SequenceEqual(Magic))
        {
            throw new InvalidDataException("it is of another version, or cut short");
        }

        var length = BinaryPrimitives.ReadInt32LittleEndian(tail);
        if (length <= 0 || length > file.Length - Tail - Magic.Length)
        {
            throw new InvalidDataException("its index is damaged");
        }

        var json = file.Span<byte>(file.Length - Tail - length, 0, length);
        if (Checksum.Append(0, json) != BinaryPrimitives.ReadUInt32LittleEndian(tail[4..]))
        {
            throw new InvalidDataException("its index is damaged");
        }

        var index = JsonSerializer.Deserialize<FlatIndex>(json, WireJson.Options)!;
        foreach (var section in index.Sections)
        {
            if (section.Offset + section.Bytes > file.Length || CheckOf(file, section) != section.Check)
            {
                throw new InvalidDataException($"its section '{section.Name}' is damaged");
            }
        }
        return new FlatFile(file, index);
    }

    /// <summary>Whether there is a section of that name.</summary>
    public bool Has(string name) => sections.ContainsKey(name);

    /// <summary>The numbers of a section.</summary>
    public unsafe Block<T> Section<T>(string name)
        where T : unmanaged => new MappedBlock<T>(file, sections[name].Offset, sections[name].Bytes / sizeof(T));

    private static uint CheckOf(MappedFile file, FlatSection section)
    {
        var check = 0u;
        for (var at = 0L; at < section.Bytes; at += SliceBytes)
        {
            check = Checksum.Append(check, file.Span<byte>(section.Offset, at, (int)Math.Min(SliceBytes, section.Bytes - at)));
        }

        return check;
    }
}

/// <summary>What a flat file holds, beside its sections.</summary>
/// <param name="Inputs"><c>floats</c>, <c>sequences</c> or <c>sparse</c>.</param>
/// <param name="RowShape">Shape of one row; of sequences their length.</param>
/// <param name="Targets"><c>classes</c>, <c>values</c> or <c>bits</c>.</param>
/// <param name="TargetNames">Names of classes or columns.</param>
/// <param name="Rows">Number of rows.</param>
/// <param name="TestRows">How many of the last rows came from a file of test rows.</param>
/// <param name="Remarks">What the reader left out or took for something; null = nothing.</param>
internal sealed record FlatDescription(
    string Inputs, int[] RowShape, string Targets, string[] TargetNames, int Rows, int TestRows = 0, string[]? Remarks = null);

/// <summary>The index of a flat file.</summary>
internal sealed record FlatIndex(FlatDescription Description, FlatSection[] Sections);

/// <summary>A stretch of a flat file.</summary>
/// <param name="Name">Unique in the file.</param>
/// <param name="Offset">First byte, a multiple of <see cref="FlatFile.Alignment"/>.</param>
/// <param name="Bytes">Length.</param>
/// <param name="Check">CRC-32C of the bytes.</param>
internal sealed record FlatSection(string Name, long Offset, long Bytes, uint Check);
