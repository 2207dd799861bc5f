using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Serialization;

namespace Orchestrator.GpuNode.Workers.Trainers;

/// <summary>Files that a command has written, in one file that travels as a checkpoint or a model does: a zip archive, not compressed, with
/// a description of what is in it.</summary>
public static class TrainerArchive
{
    private const string About = "about.json", Folder = "files/";
    private const int BufferSize = 1 << 16;

    /// <summary>Writes an archive in one step: a crash leaves the old one or the new one.</summary>
    /// <typeparam name="T">Of the description.</typeparam>
    /// <param name="path">Where to; its folder is there.</param>
    /// <param name="source">A file or a folder; null = none.</param>
    /// <param name="name">Its name in the archive.</param>
    /// <param name="describe">Makes the description, given the files by content.</param>
    /// <returns>Whether it is written: not where a file changed while it was read, which was not ready then.</returns>
    public static bool Write<T>(string path, string? source, string name, Func<IReadOnlyList<DataFile>, T> describe)
    {
        var temporary = path + ".tmp";
        try
        {
            using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, BufferSize))
            {
                using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
                {
                    var files = new List<DataFile>();
                    foreach (var (own, place) in source is null ? [] : Files(source, name))
                    {
                        if (Add(archive, own, place) is not { } added)
                        {
                            return false;
                        }

                        files.Add(added);
                    }

                    using var about = archive.CreateEntry(About, CompressionLevel.NoCompression).Open();
                    JsonSerializer.Serialize(about, describe(files), WireJson.Options);
                }

                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
            return true;
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>The description of an archive.</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public static T Describe<T>(string path) where T : class
    {
        using var archive = ZipFile.OpenRead(path);
        using var about = (archive.GetEntry(About) ?? throw new InvalidDataException("it does not say what it is")).Open();
        try
        {
            return JsonSerializer.Deserialize<T>(about, WireJson.Options) ?? throw new InvalidDataException("it does not say what it is");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException(e.Message, e);
        }
    }

    /// <summary>Lays the files of an archive down.</summary>
    /// <param name="path">The archive.</param>
    /// <param name="files">What is in it.</param>
    /// <param name="folder">Where to; made if need be.</param>
    /// <exception cref="InvalidDataException">A file is missing or damaged.</exception>
    public static void Extract(string path, IEnumerable<DataFile> files, string folder)
    {
        using var archive = ZipFile.OpenRead(path);
        foreach (var file in files)
        {
            if (!file.IsWellFormed || archive.GetEntry(Folder + file.Name) is not { } entry)
            {
                throw new InvalidDataException($"'{file.Name}' is not in it");
            }

            var place = Path.Combine(folder, file.Name);
            Directory.CreateDirectory(Path.GetDirectoryName(place)!);
            using var from = entry.Open();
            using var to = new FileStream(place, FileMode.Create, FileAccess.Write, FileShare.None, BufferSize);
            if (Copy(from, to) != file.Sha256)
            {
                throw new InvalidDataException($"'{file.Name}' is damaged in it");
            }
        }
    }

    private static IEnumerable<(string Path, string Name)> Files(string source, string name) => File.Exists(source) ? [(source, name)]
        : Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(path => (path, $"{name}/{Path.GetRelativePath(source, path).Replace('\\', '/')}"));

    // Null = it is being written.
    private static DataFile? Add(ZipArchive archive, string path, string name)
    {
        var before = new FileInfo(path);
        var (length, time) = (before.Length, before.LastWriteTimeUtc);
        string hash;
        using (var from = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, BufferSize))
        using (var to = archive.CreateEntry(Folder + name, CompressionLevel.NoCompression).Open())
        {
            hash = Copy(from, to);
            if (from.Position != length)
            {
                return null;
            }
        }

        var after = new FileInfo(path); // another file may have taken its name meanwhile: what was read is whole all the same
        return after.Exists && after.Length == length && after.LastWriteTimeUtc != time ? null : new DataFile(name, hash, length);
    }

    private static string Copy(Stream from, Stream to)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[BufferSize];
        while (from.Read(buffer) is > 0 and var read)
        {
            hash.AppendData(buffer, 0, read);
            to.Write(buffer, 0, read);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}

/// <summary>What a refit keeps of a command: the description in its <see cref="TrainerArchive"/>.</summary>
/// <param name="Trainer">The model's name in the sweep.</param>
/// <param name="Name">Of the file or folder that the command named.</param>
/// <param name="Files">What that consists of.</param>
public sealed record TrainedFiles(string Trainer, string Name, EquatableList<DataFile> Files);
