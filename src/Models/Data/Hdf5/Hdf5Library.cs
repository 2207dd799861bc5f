using System.Reflection;
using System.Runtime.InteropServices;

namespace Orchestrator.Models.Data.Hdf5;

/// <summary>The functions of the system's HDF5 library (1.10 or later) that reading needs. It is not safe for threads: hold <see cref="Gate"/>.</summary>
internal static class Hdf5Library
{
    private const string Name = "hdf5";

    /// <summary>What distributions call it: Debian's serial build, the plain name, and their versions.</summary>
    private static readonly string[] FileNames =
        ["libhdf5_serial.so.310", "libhdf5_serial.so.103", "libhdf5.so.310", "libhdf5.so.200", "libhdf5.so.103", "libhdf5.so", "libhdf5.dylib", "hdf5.dll"];

    private static readonly nint Handle = Load();

    static Hdf5Library()
    {
        if (Handle == 0) return;
        NativeLibrary.SetDllImportResolver(Assembly.GetExecutingAssembly(), (library, _, _) => library == Name ? Handle : 0);
        _ = H5open();
        _ = H5Eset_auto2(0, 0, 0); // errors come back as codes, not on the terminal
    }

    /// <summary>One thread at a time.</summary>
    public static Lock Gate { get; } = new();

    /// <summary>Whether the library is installed.</summary>
    public static bool IsAvailable => Handle != 0;

    /// <summary>The library's number for a type such as <c>H5T_NATIVE_FLOAT_g</c>.</summary>
    public static long Type(string symbol) => Marshal.ReadInt64(NativeLibrary.GetExport(Handle, symbol));

    [DllImport(Name)] public static extern long H5Fopen(string path, uint flags, long access);
    [DllImport(Name)] public static extern int H5Fclose(long file);
    [DllImport(Name)] public static extern int H5Gget_num_objs(long group, out ulong count);
    [DllImport(Name)] public static extern nint H5Gget_objname_by_idx(long group, ulong index, byte[] name, nuint size);
    [DllImport(Name)] public static extern long H5Dopen2(long file, string name, long access);
    [DllImport(Name)] public static extern int H5Dclose(long dataset);
    [DllImport(Name)] public static extern long H5Dget_space(long dataset);
    [DllImport(Name)] public static extern int H5Dread(long dataset, long type, long memory, long space, long transfer, nint buffer);
    [DllImport(Name)] public static extern int H5Sclose(long space);
    [DllImport(Name)] public static extern int H5Sget_simple_extent_ndims(long space);
    [DllImport(Name)] public static extern int H5Sget_simple_extent_dims(long space, ulong[] extents, ulong[]? most);
    [DllImport(Name)] public static extern long H5Screate_simple(int rank, ulong[] extents, ulong[]? most);
    [DllImport(Name)] public static extern int H5Sselect_hyperslab(long space, int operation, ulong[] start, ulong[]? stride, ulong[] count, ulong[]? block);

    [DllImport(Name)] private static extern int H5open();
    [DllImport(Name)] private static extern int H5Eset_auto2(long stack, nint function, nint data);

    private static nint Load()
    {
        foreach (var name in FileNames)
        {
            if (NativeLibrary.TryLoad(name, out var handle)) return handle;
        }

        return 0;
    }
}
