using System.IO.MemoryMappedFiles;

namespace Orchestrator.Models.Data.Memory;

/// <summary>A file mapped into memory, to be read. Processes that map one file share its pages.</summary>
/// <remarks>
/// It stays mapped until the process ends: who still holds a span into it cannot be known, and reading one after unmapping would kill the
/// process. Pages that nobody reads cost nothing; the kernel takes them back.
/// </remarks>
internal sealed unsafe class MappedFile
{
    private static readonly List<MappedFile> All = [];
    private readonly MemoryMappedViewAccessor view;
    private readonly byte* start;

    /// <exception cref="InvalidDataException">The file is empty.</exception>
    /// <exception cref="IOException">It is absent, or cannot be mapped.</exception>
    public MappedFile(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1);
        Length = file.Length;
        if (Length == 0)
        {
            throw new InvalidDataException("it is empty");
        }

        using var mapping =
            MemoryMappedFile.CreateFromFile(file, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        view = mapping.CreateViewAccessor(0, Length, MemoryMappedFileAccess.Read);
        byte* pointer = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref pointer);
        start = pointer + view.PointerOffset;
        lock (All)
        {
            All.Add(this);
        }
    }

    /// <summary>Bytes.</summary>
    public long Length { get; }

    /// <summary>Numbers that lie one after the other from a byte on; the caller has checked that they lie within.</summary>
    public ReadOnlySpan<T> Span<T>(long offset, long first, int count)
        where T : unmanaged => new(start + offset + first * sizeof(T), count);
}
