using System.IO.Compression;
using System.Numerics;
using System.Runtime.InteropServices;
using Orchestrator.Models.Data.Files;

namespace Orchestrator.Models.Data.Matlab;

/// <summary>
/// A .mat file of level 5, which MATLAB writes unless told <c>-v7.3</c>, and <c>scipy.io.savemat</c> always ("MAT-File Format", The
/// MathWorks). Its arrays of numbers are read, deflated or not; cells, structures, sparse matrices and text are passed over. An array has
/// at most 2 GB; the one that is read from is held unpacked.
/// </summary>
public sealed class Mat5File : IArrayFile
{
    private const int HeaderBytes = 128;
    private const int MostOfDeflate = 1032; // bytes that a byte of a deflated stream can become, and no more
    private const uint Complex = 0x0800;

    private readonly string path;
    private readonly FileStream file;
    private readonly bool bigEndian;
    private readonly Dictionary<string, Entry> entries = [];
    private (string Key, uint Type, byte[] Bytes)? open;

    private sealed record Entry(long Start, uint Bytes, bool Compressed, int[] Shape);

    /// <summary>Opens a file.</summary>
    /// <exception cref="DataFormatException">The file is absent or damaged.</exception>
    public Mat5File(string path)
    {
        this.path = path;
        file = DataSource.OpenRaw(path);
        try
        {
            var header = new byte[HeaderBytes];
            file.ReadExactly(header);
            bigEndian = (header[126], header[127]) switch
            {
                ((byte)'I', (byte)'M') => false,
                ((byte)'M', (byte)'I') => true,
                _ => throw new InvalidDataException("its header does not tell the order of bytes"),
            };
            while (file.Position < file.Length)
            {
                Add();
            }

            Keys = [.. entries.Keys.Order(StringComparer.Ordinal)];
        }
        catch (Exception failure) when (failure is InvalidDataException or EndOfStreamException or OverflowException)
        {
            file.Dispose();
            throw Damaged(null, failure);
        }
    }

    /// <summary>Whether a file says that it is one.</summary>
    /// <exception cref="DataFormatException">The file is absent.</exception>
    public static bool IsOne(string path)
    {
        using var file = DataSource.OpenRaw(path);
        Span<byte> start = stackalloc byte[10];
        return file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && start.SequenceEqual("MATLAB 5.0"u8);
    }

    /// <inheritdoc />
    public IReadOnlyList<string> Keys { get; } = [];

    /// <inheritdoc />
    public long[] Shape(string key) => Array.ConvertAll(Find(key).Shape, extent => (long)extent);

    /// <inheritdoc />
    public void Read<T>(string key, ReadOnlySpan<long> start, ReadOnlySpan<long> count, T[] destination)
        where T : unmanaged, INumberBase<T>
    {
        var shape = Find(key).Shape;
        var (first, extents) = (start.ToArray(), count.ToArray());
        if (first.Length != shape.Length || extents.Length != shape.Length
            || shape.Where((extent, axis) => first[axis] < 0 || extents[axis] < 0 || first[axis] + extents[axis] > extent).Any()
            || extents.Aggregate(1L, (product, extent) => checked(product * extent)) != destination.Length)
        {
            throw new DataFormatException(path, $"array {key}", $"the block of {string.Join(" x ", extents)} at {string.Join(", ", first)} "
                + $"does not lie in {string.Join(" x ", shape)}", "Copy or download the file again");
        }

        var (type, bytes) = Content(key);
        switch (type)
        {
            case 1: Fill<sbyte, T>(bytes, shape, first, extents, destination); break;
            case 2: Fill<byte, T>(bytes, shape, first, extents, destination); break;
            case 3: Fill<short, T>(bytes, shape, first, extents, destination); break;
            case 4: Fill<ushort, T>(bytes, shape, first, extents, destination); break;
            case 5: Fill<int, T>(bytes, shape, first, extents, destination); break;
            case 6: Fill<uint, T>(bytes, shape, first, extents, destination); break;
            case 7: Fill<float, T>(bytes, shape, first, extents, destination); break;
            case 9: Fill<double, T>(bytes, shape, first, extents, destination); break;
            case 12: Fill<long, T>(bytes, shape, first, extents, destination); break;
            default: Fill<ulong, T>(bytes, shape, first, extents, destination); break;
        }
    }

    /// <inheritdoc />
    public void Dispose() => file.Dispose();

    private static long Most(Entry entry) => entry.Compressed ? (long)MostOfDeflate * entry.Bytes : entry.Bytes;

    private static int SizeOf(uint type) => type switch
    {
        1 or 2 => 1,
        3 or 4 => 2,
        5 or 6 or 7 => 4,
        9 or 12 or 13 => 8,
        _ => throw new InvalidDataException($"its numbers are of the unknown type {type}"),
    };

    /// <summary>Takes the block out of an array that is stored with its first index fastest.</summary>
    private static void Fill<TStored, T>(byte[] bytes, int[] shape, long[] first, long[] extents, T[] destination)
        where TStored : unmanaged, INumberBase<TStored>
        where T : unmanaged, INumberBase<T>
    {
        var source = MemoryMarshal.Cast<byte, TStored>(bytes);
        var strides = new long[shape.Length];
        for (int axis = 0, stride = 1; axis < shape.Length; stride *= shape[axis++])
        {
            strides[axis] = stride;
        }

        var index = new long[shape.Length];
        var from = first.Zip(strides, (place, stride) => place * stride).Sum();
        for (var to = 0; to < destination.Length; to++)
        {
            destination[to] = T.CreateSaturating(source[(int)from]);
            for (var axis = shape.Length - 1; axis >= 0; axis--)
            {
                from += strides[axis];
                if (++index[axis] < extents[axis])
                {
                    break;
                }

                from -= strides[axis] * extents[axis];
                index[axis] = 0;
            }
        }
    }

    private void Add()
    {
        var (type, bytes, small) = new Mat5Element(file, bigEndian).Tag();
        var (start, end) = (file.Position, file.Position + bytes);
        if (small || end > file.Length)
        {
            throw new InvalidDataException($"it is cut short: a part ends at byte {end} of {file.Length}");
        }

        if (type is Mat5Element.Matrix or Mat5Element.Compressed)
        {
            var entry = new Entry(start, bytes, type == Mat5Element.Compressed, []);
            using var array = Open(entry);
            if (array is not null)
            {
                var (flags, shape, name) = new Mat5Element(array, bigEndian).Head();
                if ((flags & 0xff) is >= 6 and <= 15 && (flags & Complex) == 0)
                {
                    // Before anybody takes memory for it: a number has at least a byte.
                    var numbers = shape.Aggregate(1L, (product, extent) => checked(product * extent));
                    if (Array.Exists(shape, extent => extent < 0) || numbers > Most(entry))
                    {
                        throw new InvalidDataException($"the array '{name}' claims {numbers} numbers in {bytes} bytes");
                    }

                    entries[name] = entry with { Shape = shape };
                }
            }
        }

        file.Position = end;
    }

    /// <summary>The parts of an array; null where something else is packed.</summary>
    private Stream? Open(Entry entry)
    {
        file.Position = entry.Start;
        if (!entry.Compressed)
        {
            return new BoundedStream(file, entry.Bytes);
        }

        var unpacked = new ZLibStream(new BoundedStream(file, entry.Bytes), CompressionMode.Decompress);
        return new Mat5Element(unpacked, bigEndian).Tag().Type == Mat5Element.Matrix ? unpacked : null;
    }

    private (uint Type, byte[] Bytes) Content(string key)
    {
        if (open is { } held && held.Key == key)
        {
            return (held.Type, held.Bytes);
        }

        open = null; // only one is held
        var entry = Find(key);
        try
        {
            using var array = Open(entry)!;
            var element = new Mat5Element(array, bigEndian);
            element.Head();
            var (type, bytes, small) = element.Tag();
            var size = SizeOf(type);
            var needed = entry.Shape.Aggregate((long)size, (product, extent) => checked(product * extent));
            if (needed != bytes || needed > Array.MaxLength || needed > Most(entry))
            {
                throw new InvalidDataException($"the shape needs {needed} bytes, and {bytes} are there");
            }

            var content = new byte[bytes];
            array.ReadExactly(content);
            if (bigEndian && size > 1)
            {
                for (var at = 0; at < content.Length; at += size)
                {
                    content.AsSpan(at, size).Reverse();
                }
            }

            open = (key, type, content);
            return (type, content);
        }
        catch (Exception failure) when (failure is InvalidDataException or EndOfStreamException or OverflowException)
        {
            throw Damaged($"array {key}", failure);
        }
    }

    private Entry Find(string key) => entries.TryGetValue(key, out var entry)
        ? entry
        : throw new DataFormatException(path, null, $"the file has no array of numbers '{key}'", Spelling.Choose(key, [.. entries.Keys]));

    private DataFormatException Damaged(string? place, Exception failure) => new(path, place,
        $"this MATLAB 5.0 file is damaged ({failure.Message.TrimEnd('.')})",
        "Copy or download it again, or convert it: m = scipy.io.loadmat('file.mat'), then h5py.File('file.h5', 'w')[key] = m[key] "
            + "for each key",
        failure);
}
