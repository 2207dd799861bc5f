using System.IO.MemoryMappedFiles;
using System.Numerics;
using Orchestrator.Models.Data.Files;
using PureHDF;
using PureHDF.Selections;
using PureHDF.VOL.Native;

namespace Orchestrator.Models.Data.Hdf5;

/// <summary>
/// An HDF5 file (also MATLAB's .mat of version 7.3), read block by block, so that arrays larger than memory can be streamed. The file is
/// mapped. For one thread at a time. Dispose it to close the file.
/// </summary>
public sealed class Hdf5File : IArrayFile
{
    private const long WindowBytes = 256L << 20;
    private const int MostOfDeflate = 1032; // bytes that a byte of a deflated stream can become, and no more

    private readonly string path;
    private readonly long length;
    private readonly MemoryMappedFile mapping;
    private readonly MemoryMappedViewAccessor view;
    private readonly NativeFile file;
    private readonly Dictionary<string, (NativeDataset Array, ChunkWindow Window)> arrays = [];

    /// <summary>Opens a file.</summary>
    /// <exception cref="DataFormatException">The file is absent or not HDF5.</exception>
    public Hdf5File(string path)
    {
        this.path = path;
        using (var raw = DataSource.OpenRaw(path)) // says what is wrong with the path better than a mapping does
        {
            length = raw.Length;
        }
        var closing = new Stack<IDisposable>();
        try
        {
            if (length == 0)
            {
                throw new InvalidDataException("It is empty."); // which cannot be mapped
            }
            closing.Push(mapping = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read));
            closing.Push(view = mapping.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read));
            Hdf5Superblock.Require(view, length);
            closing.Push(file = H5File.Open(new MappedStream(view, length)));
            Keys = [.. file.Children().OfType<IH5Dataset>().Select(array => array.Name).Order(StringComparer.Ordinal)];
        }
        // The library throws whatever a damaged file leads it to, plain Exception included.
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            while (closing.TryPop(out var open))
            {
                open.Dispose();
            }
            var problem = $"this is not an HDF5 file, or it is damaged ({failure.Message.TrimEnd('.')})";
            throw new DataFormatException(path, null, problem, "A .mat file must be saved with -v7.3", failure);
        }
    }

    /// <inheritdoc />
    public IReadOnlyList<string> Keys { get; }

    /// <inheritdoc />
    public long[] Shape(string key)
    {
        var shape = Array.ConvertAll(Find(key).Array.Space.Dimensions, extent => checked((long)extent));
        // Before anybody takes memory for it: a number has at least a byte, of which deflation makes at best a thousandth.
        return shape.Aggregate(1.0, (product, extent) => product * extent) <= MostOfDeflate * (double)length
            ? shape
            : throw new DataFormatException(path, $"array {key}",
                $"it claims {string.Join(" x ", shape)} numbers in a file of {length} bytes", "Copy or download the file again");
    }

    /// <inheritdoc />
    public void Read<T>(string key, ReadOnlySpan<long> start, ReadOnlySpan<long> count, T[] destination)
        where T : unmanaged, INumberBase<T>
    {
        var wanted = 1L;
        foreach (var extent in count)
        {
            wanted = checked(wanted * extent);
        }
        if (wanted != destination.Length)
        {
            throw new ArgumentException($"The block has {wanted} elements, the array {destination.Length}.", nameof(destination));
        }
        var (first, extents) = (Unsigned(start), Unsigned(count));
        var (array, window) = Find(key);
        var type = array.Type;
        try
        {
            Require(array, first, extents);
            window.BeginBlock();
            var source = new Source(array, new H5DatasetAccess(ChunkCache: window), new HyperslabSelection(extents.Length, first, extents));
            switch (type.Class, type.Size, Signed: type.Class == H5DataTypeClass.FixedPoint && type.FixedPoint.IsSigned)
            {
                case (H5DataTypeClass.FixedPoint, 1, false): Fill<byte, T>(source, destination); break;
                case (H5DataTypeClass.FixedPoint, 1, true): Fill<sbyte, T>(source, destination); break;
                case (H5DataTypeClass.FixedPoint, 2, false): Fill<ushort, T>(source, destination); break;
                case (H5DataTypeClass.FixedPoint, 2, true): Fill<short, T>(source, destination); break;
                case (H5DataTypeClass.FixedPoint, 4, false): Fill<uint, T>(source, destination); break;
                case (H5DataTypeClass.FixedPoint, 4, true): Fill<int, T>(source, destination); break;
                case (H5DataTypeClass.FixedPoint, 8, false): Fill<ulong, T>(source, destination); break;
                case (H5DataTypeClass.FixedPoint, 8, true): Fill<long, T>(source, destination); break;
                case (H5DataTypeClass.FloatingPoint, 4, _): Fill<float, T>(source, destination); break;
                case (H5DataTypeClass.FloatingPoint, 8, _): Fill<double, T>(source, destination); break;
                default: throw new NotSupportedException($"its elements are of class {type.Class} with {type.Size} bytes each.");
            }
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            var block = $"{string.Join(" x ", extents)} at {string.Join(", ", first)}";
            var (problem, cure) = failure switch
            {
                NotSupportedException => (failure.Message.TrimEnd('.'), "Save numbers"),
                _ when failure.Message.StartsWith("Byte order", StringComparison.Ordinal) =>
                    ("its numbers are big-endian, which is not read", "Save them little-endian, in Python with astype('<f4')"),
                _ => ($"the block of {block} cannot be read: {failure.Message.TrimEnd('.')}",
                    "Check the file with h5dump; copy or download it again"),
            };
            throw new DataFormatException(path, $"array {key}", problem, cure, failure);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        file.Dispose();
        view.Dispose();
        mapping.Dispose();
    }

    private static void Require(NativeDataset array, ulong[] first, ulong[] extents)
    {
        var dimensions = array.Space.Dimensions;
        if (extents.Length != dimensions.Length || extents.Where((extent, axis) => first[axis] + extent > dimensions[axis]).Any())
        {
            throw new ArgumentOutOfRangeException(nameof(extents), $"The array is {string.Join(" x ", dimensions)}.");
        }
    }

    private static ulong[] Unsigned(ReadOnlySpan<long> values) => Array.ConvertAll(values.ToArray(), value => checked((ulong)value));

    private static void Fill<TStored, T>(Source source, T[] destination)
        where TStored : unmanaged, INumberBase<TStored>
        where T : unmanaged, INumberBase<T>
    {
        if (typeof(T) == typeof(TStored)) // a test of the array would take bytes for signed ones
        {
            source.Array.Read(source.Access, destination.AsSpan(), source.Block);
            return;
        }
        var stored = GC.AllocateUninitializedArray<TStored>(destination.Length);
        source.Array.Read(source.Access, stored.AsSpan(), source.Block);
        for (var i = 0; i < stored.Length; i++)
        {
            destination[i] = T.CreateSaturating(stored[i]);
        }
    }

    private (NativeDataset Array, ChunkWindow Window) Find(string key)
    {
        if (!Keys.Contains(key))
        {
            throw new DataFormatException(path, null, $"the file has no array '{key}'", Spelling.Choose(key, Keys));
        }
        if (!arrays.TryGetValue(key, out var found))
        {
            arrays[key] = found = ((NativeDataset)file.Dataset(key), new ChunkWindow(WindowBytes));
        }
        return found;
    }

    private readonly record struct Source(NativeDataset Array, H5DatasetAccess Access, Selection Block);
}
