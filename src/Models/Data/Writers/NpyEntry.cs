using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;

namespace Orchestrator.Models.Data.Writers;

/// <summary>An array in an npz archive (NumPy Enhancement Proposal 1, version 1.0).</summary>
internal static class NpyEntry
{
    /// <summary>Adds an array.</summary>
    /// <param name="archive">Open for writing.</param>
    /// <param name="key">The array's name.</param>
    /// <param name="type">NumPy's word for the elements, such as <c>&lt;f4</c>.</param>
    /// <param name="shape">The extents as Python writes a tuple.</param>
    /// <param name="elements">Row-major.</param>
    public static void Write<T>(ZipArchive archive, string key, string type, string shape, T[] elements)
        where T : unmanaged
    {
        var header = $"{{'descr': '{type}', 'fortran_order': False, 'shape': {shape}, }}";
        header = header.PadRight((10 + header.Length + 64) / 64 * 64 - 11) + "\n"; // the elements begin at a multiple of 64 bytes
        using var stream = archive.CreateEntry(key + ".npy").Open();
        stream.Write([0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, (byte)(header.Length >> 8), .. Encoding.ASCII.GetBytes(header)]);
        stream.Write(MemoryMarshal.AsBytes<T>(elements));
    }
}
