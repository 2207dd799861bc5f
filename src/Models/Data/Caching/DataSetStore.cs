using System.Text.Json;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Models.Data.Files;
using Orchestrator.Storage;

namespace Orchestrator.Models.Data.Caching;

/// <summary>
/// Data sets that were read once, kept as flat files under the name of their content and mapped from then on: the processes of a machine
/// share one copy, and opening takes no parsing. What is damaged, or was written by another build, is made anew. Safe for any number of
/// processes.
/// </summary>
/// <param name="root">The cache's folder; made when first needed.</param>
/// <param name="limit">Most bytes of the cache; what was used longest ago goes first.</param>
/// <param name="least">Data sets whose files are smaller are read each time: that is as quick.</param>
public sealed class DataSetStore(string root, long limit = long.MaxValue, long least = 4 << 20)
{
    private const string Extension = ".flat";

    // Any change of the readers changes the module: nobody has to remember to count up a version.
    private static readonly string Build = typeof(DataSetStore).Module.ModuleVersionId.ToString("N")[..12];
    private readonly FileHashes hashes = new(Path.Combine(root, "hashes"));
    private readonly string folder = Path.Combine(root, CacheTrimmer.Arrays);

    /// <summary>Names the content; see <see cref="DataFingerprint.Of"/>.</summary>
    /// <param name="definition">The data set.</param>
    /// <param name="anew">Whether its files are read, whatever their stamps say.</param>
    public string FingerprintOf(DataDefinition definition, bool anew = false) => DataFingerprint.Of(definition, hashes, anew);

    /// <summary>The data set.</summary>
    /// <exception cref="DataFormatException">The format is unknown, or a file is absent, damaged or in another format.</exception>
    public DataSet Open(DataDefinition definition)
    {
        var streamed = definition is { Test: null, Groups: null } ? DataSetFormats.Of(definition) as IStreamedReader : null;
        if (streamed is null && DataSetFormats.Files(definition).Sum(path => File.Exists(path) ? new FileInfo(path).Length : 0) < least)
        {
            return DataSetFormats.Read(definition);
        }

        var path = Path.Combine(folder, $"{FingerprintOf(definition)}-{DataSetFormats.Of(definition).Build ?? Build}{Extension}");
        try
        {
            return TryOpen(path) ?? OpenOrBuild(path, definition, streamed) ?? DataSetFormats.Read(definition);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            Console.Error.WriteLine($"The data is read without the cache {root}: {e.Message}");
            return DataSetFormats.Read(definition);
        }
    }

    private DataSet? OpenOrBuild(string path, DataDefinition definition, IStreamedReader? streamed)
    {
        Directory.CreateDirectory(folder);
        using var only = FileLock.TakeAsync(path + ".lock").GetAwaiter().GetResult();
        if (TryOpen(path) is { } another)
        {
            return another; // made by another process meanwhile
        }

        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 20))
            {
                var writer = new FlatFileWriter(file);
                if (streamed is not null)
                {
                    ReaderBoundary.Run(definition.Path, () => streamed.Write(definition, writer));
                }
                else
                {
                    DataSetCodec.Write(DataSetFormats.Read(definition), writer);
                }

                file.Flush(flushToDisk: true);
            }
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
        foreach (var old in Directory.EnumerateFiles(folder, $"{Path.GetFileName(path).Split('-')[0]}-*{Extension}")
            .Where(file => file != path))
        {
            File.Delete(old);
        }

        CacheTrimmer.Trim(root, limit, path);
        return TryOpen(path);
    }

    private static DataSet? TryOpen(string path)
    {
        try
        {
            if (!File.Exists(path))
            {
                return null;
            }

            File.SetLastAccessTimeUtc(path, DateTime.UtcNow);
            return DataSetCodec.Read(FlatFile.Open(path));
        }
        catch (Exception damage) when (damage is InvalidDataException or JsonException or ArgumentException or KeyNotFoundException
            or FileNotFoundException)
        {
            return null;
        }
    }
}

/// <summary>A reader whose data may be larger than memory: it writes the flat file block by block, to be mapped.</summary>
internal interface IStreamedReader
{
    /// <summary>Writes all of a data set.</summary>
    /// <exception cref="DataFormatException">The file is absent, damaged or in another format.</exception>
    void Write(DataDefinition definition, FlatFileWriter writer);
}
