using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;

namespace Orchestrator.Models.Tests.Data.Numpy;

/// <summary>Writes .npy and .npz as NumPy does, so that tests need no Python.</summary>
internal static class NpyBytes
{
    public static byte[] Of<T>(string type, string shape, T[] elements, bool fortranOrder = false)
        where T : unmanaged => Of(type, shape, MemoryMarshal.AsBytes<T>(elements).ToArray(), fortranOrder);

    public static byte[] Of(string type, string shape, byte[] elements, bool fortranOrder = false)
    {
        var header = $"{{'descr': '{type}', 'fortran_order': {(fortranOrder ? "True" : "False")}, 'shape': {shape}, }}";
        header = header.PadRight((10 + header.Length + 64) / 64 * 64 - 11) + "\n";
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, (byte)(header.Length >> 8), .. Encoding.ASCII.GetBytes(header), .. elements];
    }

    public static byte[] Archive(params (string Key, byte[] Array)[] arrays)
    {
        var memory = new MemoryStream();
        using (var archive = new ZipArchive(memory, ZipArchiveMode.Create))
        {
            foreach (var (key, array) in arrays)
            {
                using var stream = archive.CreateEntry(key + ".npy").Open();
                stream.Write(array);
            }
        }

        return memory.ToArray();
    }
}
