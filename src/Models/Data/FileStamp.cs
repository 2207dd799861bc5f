using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Orchestrator.Models.Data;

/// <summary>What changes with a file's content: its length, its time of change, and where the system tells them its inode and the time at
/// which any of these was last set, which no program can choose.</summary>
internal static class FileStamp
{
    private const int CurrentFolder = -100;
    private const uint BasicFields = 0x7ff;
    private const int Inode = 32, ChangeSeconds = 96, ChangeNanoseconds = 104; // in struct statx, the same on every architecture

    /// <summary>In one line, ending in a blank.</summary>
    public static string Of(FileInfo file)
    {
        var fields = new byte[256];
        var (inode, seconds, nanoseconds) = OperatingSystem.IsLinux() && IsTold(file.FullName, fields)
            ? (BinaryPrimitives.ReadUInt64LittleEndian(fields.AsSpan(Inode)),
                BinaryPrimitives.ReadInt64LittleEndian(fields.AsSpan(ChangeSeconds)),
                BinaryPrimitives.ReadUInt32LittleEndian(fields.AsSpan(ChangeNanoseconds)))
            : (0, 0, 0);
        return string.Create(CultureInfo.InvariantCulture,
            $"{file.Length} {file.LastWriteTimeUtc.Ticks} {inode} {seconds}.{nanoseconds:000000000} ");
    }

    private static bool IsTold(string path, byte[] fields)
    {
        try
        {
            return StatX(CurrentFolder, path, 0, BasicFields, fields) == 0;
        }
        catch (EntryPointNotFoundException)
        {
            return false; // an old C library
        }
    }

    [DllImport("libc", EntryPoint = "statx", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern int StatX(
        int folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, [Out] byte[] fields);
}
