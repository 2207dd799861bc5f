using System.IO.Compression;

namespace Orchestrator.Models.Data.Files;

/// <summary>Opens data files for reading, gzipped or not; what a file is, its first bytes say, not its name.</summary>
public static class DataSource
{
    private const int BufferBytes = 1 << 16;

    /// <summary>The file's own bytes.</summary>
    /// <exception cref="DataFormatException">The file is absent or may not be read.</exception>
    public static FileStream OpenRaw(string path)
    {
        try
        {
            return new(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferBytes, FileOptions.SequentialScan);
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new DataFormatException(path, null, "there is no such file", "A relative path is taken from the sweep file's folder",
                failure);
        }
        catch (UnauthorizedAccessException failure)
        {
            throw new DataFormatException(path, null, Directory.Exists(path) ? "this is a folder" : "the file may not be read",
                "Name a readable file", failure);
        }
    }

    /// <summary>The bytes, decompressed when the file is a gzip stream (RFC 1952).</summary>
    /// <exception cref="DataFormatException">The file is absent or may not be read.</exception>
    public static Stream Open(string path)
    {
        var file = OpenRaw(path);
        var compressed = file.ReadByte() == 0x1f && file.ReadByte() == 0x8b;
        file.Position = 0;
        return compressed ? new BufferedStream(new GZipStream(file, CompressionMode.Decompress), BufferBytes) : file;
    }

    /// <summary>The bytes of a table: plain, gzipped, or the one file in a zip archive.</summary>
    /// <exception cref="DataFormatException">The file is absent, may not be read, or is an archive of several files.</exception>
    public static Stream OpenTable(string path)
    {
        var file = OpenRaw(path);
        var zipped = file.ReadByte() == 'P' && file.ReadByte() == 'K';
        file.Dispose();
        if (!zipped)
        {
            return Open(path);
        }

        var archive = new ZipArchive(OpenRaw(path), ZipArchiveMode.Read);
        return archive.Entries.Count == 1
            ? new BufferedStream(archive.Entries[0].Open(), BufferBytes)
            : throw new DataFormatException(path, null, $"the archive holds {archive.Entries.Count} files",
                "Leave one table in it, or extract the one that is meant");
    }

    /// <summary>The bytes in a stream that can seek, as a zip archive needs; a gzipped file is decompressed in memory.</summary>
    /// <exception cref="DataFormatException">The file is absent or may not be read.</exception>
    public static Stream OpenSeekable(string path)
    {
        var stream = Open(path);
        if (stream.CanSeek)
        {
            return stream;
        }

        using (stream)
        {
            var memory = new MemoryStream();
            stream.CopyTo(memory);
            memory.Position = 0;
            return memory;
        }
    }
}
