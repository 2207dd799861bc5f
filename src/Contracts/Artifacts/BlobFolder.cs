namespace Orchestrator.Contracts.Artifacts;

/// <summary>
/// Files called by their content. What is there is whole and right: a file appears under its name only after its hash was checked. Safe
/// for any number of processes.
/// </summary>
/// <param name="root">The folder; made when first needed.</param>
public sealed class BlobFolder(string root)
{
    private const string Sent = "What was sent";

    /// <summary>Where a blob lies, or would.</summary>
    public string PathOf(string hash) => Path.Combine(root, hash[..2], hash);

    /// <summary>The path of a blob, which counts as used now; null when it is not there.</summary>
    public string? Find(string hash)
    {
        var path = PathOf(hash);
        if (!File.Exists(path)) return null;
        try
        {
            File.SetLastAccessTimeUtc(path, DateTime.UtcNow); // what was used last goes last
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Gone this moment, or a folder that is only read; the caller opens it and sees.
        }
        return path;
    }

    /// <summary>All that lies there: blobs, whose names are hashes, and files that are on their way.</summary>
    public IEnumerable<FileInfo> Files() => Directory.Exists(root) ? new DirectoryInfo(root).EnumerateFiles("*", SearchOption.AllDirectories) : [];

    /// <summary>Takes a stream in.</summary>
    /// <exception cref="HashMismatchException">It holds something else; nothing is kept.</exception>
    public Task AddAsync(string hash, Stream content, CancellationToken cancellationToken = default) =>
        CheckedFile.ReplaceAsync(Prepare(hash), hash, Sent, content, cancellationToken);

    /// <summary>Takes over a file of the same disk, which is moved.</summary>
    /// <exception cref="HashMismatchException">It holds something else; it stays where it is.</exception>
    public void Adopt(string hash, string path)
    {
        var actual = ContentHash.OfFile(path);
        if (actual != hash) throw new HashMismatchException(Sent, hash, actual);
        File.Move(path, Prepare(hash), overwrite: true);
    }

    /// <summary>Makes the folder of a blob and returns where the blob shall lie.</summary>
    public string Prepare(string hash)
    {
        var path = PathOf(hash);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return path;
    }
}
