using System.Runtime.InteropServices;
using System.Text;
using Orchestrator.Models.Data.Files;
using static Orchestrator.Models.Data.Hdf5.Hdf5Library;

namespace Orchestrator.Models.Data.Hdf5;

/// <summary>
/// An HDF5 file (also MATLAB's .mat of version 7.3), read block by block through the system's library, so that arrays larger than memory
/// can be streamed. Dispose it to close the file.
/// </summary>
public sealed class Hdf5File : IDisposable
{
    private readonly string path;
    private long file;

    /// <summary>Opens a file.</summary>
    /// <exception cref="DataFormatException">The library is not installed, or the file is absent or not HDF5.</exception>
    public Hdf5File(string path)
    {
        this.path = path;
        DataSource.OpenRaw(path).Dispose(); // says what is wrong with the path better than the library does
        if (!IsAvailable) throw new DataFormatException(path, null, "the HDF5 library is not installed", "Install it, on Debian with apt-get install libhdf5-103-1; ./orchestrator does so where it may");
        lock (Gate)
        {
            file = H5Fopen(path, 0, 0);
            if (file < 0) throw new DataFormatException(path, null, "this is not an HDF5 file, or it is damaged", "A .mat file must be saved with -v7.3");
            Keys = Names();
        }
    }

    /// <summary>Whether the system has the library.</summary>
    public static bool IsSupported => IsAvailable;

    /// <summary>Names of the arrays at the top level, in alphabetical order.</summary>
    public IReadOnlyList<string> Keys { get; }

    /// <summary>The extents of an array.</summary>
    /// <exception cref="DataFormatException">There is no such array.</exception>
    public long[] Shape(string key)
    {
        lock (Gate)
        {
            var dataset = Open(key);
            var space = H5Dget_space(dataset);
            var extents = new ulong[Math.Max(0, H5Sget_simple_extent_ndims(space))];
            _ = H5Sget_simple_extent_dims(space, extents, null);
            _ = H5Sclose(space);
            _ = H5Dclose(dataset);
            return Array.ConvertAll(extents, extent => checked((long)extent));
        }
    }

    /// <summary>Reads a block of numbers, converted to <typeparamref name="T"/> by the library.</summary>
    /// <typeparam name="T"><c>float</c> or <c>byte</c>.</typeparam>
    /// <param name="key">An array's name.</param>
    /// <param name="start">The block's first index along each axis.</param>
    /// <param name="count">Its extents; their product is the length of <paramref name="destination"/>.</param>
    /// <param name="destination">Takes the block in row-major order.</param>
    /// <exception cref="DataFormatException">There is no such array, the block lies outside of it, or the file is damaged.</exception>
    public void Read<T>(string key, ReadOnlySpan<long> start, ReadOnlySpan<long> count, T[] destination)
        where T : unmanaged
    {
        var type = typeof(T) == typeof(float) ? "H5T_NATIVE_FLOAT_g" : typeof(T) == typeof(byte) ? "H5T_NATIVE_UINT8_g" : throw new NotSupportedException(typeof(T).Name);
        var wanted = 1L;
        foreach (var extent in count) wanted = checked(wanted * extent);
        if (wanted != destination.Length) throw new ArgumentException($"The block has {wanted} elements, the array {destination.Length}.", nameof(destination));
        var (first, extents) = (Unsigned(start), Unsigned(count));
        var pinned = GCHandle.Alloc(destination, GCHandleType.Pinned);
        try
        {
            lock (Gate)
            {
                var dataset = Open(key);
                var space = H5Dget_space(dataset);
                var memory = H5Screate_simple(extents.Length, extents, null);
                var status = H5Sselect_hyperslab(space, 0, first, null, extents, null);
                if (status >= 0) status = H5Dread(dataset, Type(type), memory, space, 0, pinned.AddrOfPinnedObject());
                _ = H5Sclose(memory);
                _ = H5Sclose(space);
                _ = H5Dclose(dataset);
                if (status < 0) throw new DataFormatException(path, $"array {key}", $"the block of {string.Join(" x ", extents)} at {string.Join(", ", first)} cannot be read", "Check the file with h5dump; copy or download it again");
            }
        }
        finally
        {
            pinned.Free();
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        lock (Gate)
        {
            if (file > 0) _ = H5Fclose(file);
            file = 0;
        }
    }

    private static ulong[] Unsigned(ReadOnlySpan<long> values) => Array.ConvertAll(values.ToArray(), value => checked((ulong)value));

    private long Open(string key)
    {
        ObjectDisposedException.ThrowIf(file == 0, this);
        var dataset = H5Dopen2(file, key, 0);
        return dataset >= 0 ? dataset : throw new DataFormatException(path, null, $"the file has no array '{key}'", Spelling.Choose(key, Keys));
    }

    private string[] Names()
    {
        _ = H5Gget_num_objs(file, out var count);
        var names = new string[count];
        for (var i = 0UL; i < count; i++)
        {
            var name = new byte[(int)H5Gget_objname_by_idx(file, i, [], 0) + 1];
            _ = H5Gget_objname_by_idx(file, i, name, (nuint)name.Length);
            names[i] = Encoding.UTF8.GetString(name.AsSpan(0, name.Length - 1));
        }

        return names;
    }
}
