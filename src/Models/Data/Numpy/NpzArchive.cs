using System.IO.Compression;
using Orchestrator.Models.Data.Files;

namespace Orchestrator.Models.Data.Numpy;

/// <summary>A zip archive of named NumPy arrays, stored or deflated. Arrays are read when asked for. Dispose it to close the
/// file.</summary>
public sealed class NpzArchive : IDisposable
{
    private const string Suffix = ".npy";
    private const int MostOfDeflate = 1032; // bytes that a byte of a deflated stream can become, and no more

    private readonly string path;
    private readonly ZipArchive archive;
    private readonly long bytes;

    /// <summary>Opens an archive.</summary>
    /// <exception cref="DataFormatException">The file is absent, not a zip archive, or holds no array.</exception>
    public NpzArchive(string path)
    {
        this.path = path;
        var stream = DataSource.OpenSeekable(path);
        bytes = stream.Length;
        try
        {
            archive = new(stream, ZipArchiveMode.Read);
            Keys = [.. archive.Entries.Select(entry => entry.FullName).Where(name => name.EndsWith(Suffix, StringComparison.Ordinal))
                .Select(name => name[..^Suffix.Length])];
        }
        catch (InvalidDataException failure)
        {
            stream.Dispose();
            throw new DataFormatException(path, null, "this is not an .npz archive, or it is cut short",
                "Write it with numpy.savez or numpy.savez_compressed, or copy it again", failure);
        }

        if (Keys.Count > 0)
        {
            return;
        }

        archive.Dispose();
        throw new DataFormatException(path, null, "the archive holds no .npy array", "Write it with numpy.savez or numpy.savez_compressed");
    }

    /// <summary>Names of the arrays, in the file's order.</summary>
    public IReadOnlyList<string> Keys { get; }

    /// <summary>Reads one array.</summary>
    /// <exception cref="DataFormatException">There is no such array, or it is damaged or of a type that is not read.</exception>
    public NpyArray Read(string key)
    {
        var entry = archive.GetEntry(key + Suffix)
            ?? throw new DataFormatException(path, null, $"the archive has no array '{key}'", Spelling.Choose(key, Keys));
        try
        {
            if (entry.Length / MostOfDeflate > bytes)
            {
                throw new InvalidDataException($"it claims {entry.Length} bytes in an archive of {bytes}");
            }

            using var stream = entry.Open();
            return NpyStream.Read(stream, entry.Length);
        }
        catch (Exception failure) when (failure is InvalidDataException or EndOfStreamException or OverflowException)
        {
            throw new DataFormatException(path, $"array {key}", failure.Message.TrimEnd('.'), "Write the array again with numpy.savez",
                failure);
        }
    }

    /// <inheritdoc />
    public void Dispose() => archive.Dispose();
}
