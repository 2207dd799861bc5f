using Orchestrator.Contracts.Artifacts;

namespace Orchestrator.Storage;

/// <summary>
/// Files called by their content. What is there is whole and right: a file appears under its name only after its hash was checked. Safe
/// for any number of processes.
/// </summary>
/// <param name="root">The folder; made when first needed.</param>
public sealed class ContentAddressedStore(string root)
{
    private const string Sent = "What was sent";
    private const int BufferSize = 1 << 16;

    /// <summary>Where a blob lies, or would.</summary>
    public string PathOf(string hash) => Path.Combine(root, hash[..2], hash);

    /// <summary>The path of a blob, which counts as used now; null when it is not there.</summary>
    public string? Find(string hash)
    {
        var path = PathOf(hash);
        if (!File.Exists(path))
        {
            return null;
        }

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
    public IEnumerable<FileInfo> Files() =>
        // one may just have arrived
        new DirectoryInfo(root) is { Exists: true } folder ? folder.EnumerateFiles("*", SearchOption.AllDirectories)
            .Where(file => file.Exists) : [];

    /// <summary>Takes a stream in.</summary>
    /// <exception cref="HashMismatchException">It holds something else; nothing is kept.</exception>
    public Task AddAsync(string hash, Stream content, CancellationToken cancellationToken = default) =>
        CheckedFile.ReplaceAsync(Prepare(hash), hash, Sent, content, cancellationToken);

    /// <summary>Where the beginning of a blob lies whose rest has not come yet.</summary>
    public string PartOf(string hash) => PathOf(hash) + ".part";

    /// <summary>How much of a blob has come; 0 when nothing has, or all.</summary>
    public long Begun(string hash) => new FileInfo(PartOf(hash)) is { Exists: true } part ? part.Length : 0;

    /// <summary>Takes the rest of a blob in. Where it breaks off, what has come stays, to be gone on with; others that bring the same blob
    /// wait meanwhile.</summary>
    /// <param name="hash">The whole blob's.</param>
    /// <param name="offset">Bytes that have come before.</param>
    /// <param name="rest">All the others.</param>
    /// <param name="cancellationToken">Breaks off.</param>
    /// <exception cref="OffsetMismatchException">More has come, or less.</exception>
    /// <exception cref="HashMismatchException">The whole is something else; nothing is kept.</exception>
    public async Task AppendAsync(string hash, long offset, Stream rest, CancellationToken cancellationToken = default)
    {
        var (path, part) = (Prepare(hash), PartOf(hash));
        await using var file = await FileLock.TakeAsync(part, cancellationToken).ConfigureAwait(false);
        if (File.Exists(path)) // another has brought it
        {
            File.Delete(part);
            return;
        }
        if (file.Length != offset)
        {
            throw new OffsetMismatchException(offset, file.Length);
        }

        file.Position = offset;
        await rest.CopyToAsync(file, BufferSize, cancellationToken).ConfigureAwait(false);
        file.Flush(flushToDisk: true);
        file.Position = 0;
        var actual = await ContentHash.OfAsync(file, cancellationToken).ConfigureAwait(false);
        if (actual == hash)
        {
            File.Move(part, path, overwrite: true);
            return;
        }
        File.Delete(part);
        throw new HashMismatchException(Sent, hash, actual);
    }

    /// <summary>Takes over a file of the same disk, which is moved.</summary>
    /// <exception cref="HashMismatchException">It holds something else; it stays where it is.</exception>
    public void Adopt(string hash, string path)
    {
        var actual = CheckedFile.HashOf(path);
        if (actual != hash)
        {
            throw new HashMismatchException(Sent, hash, actual);
        }

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

/// <summary>A data set or a checkpoint cannot be had, or not be handed over. The message says why and what to do.</summary>
public sealed class ArtifactException(string message, Exception? cause = null) : Exception(message, cause);

/// <summary>Content is not what its name says: it was damaged on its way, or changed at its source.</summary>
/// <param name="what">The content, for people.</param>
/// <param name="expected">The hash that was promised.</param>
/// <param name="actual">The hash that came.</param>
public sealed class HashMismatchException(string what, string expected, string actual)
    : Exception($"{what} has the SHA-256 {actual}, where {expected} is expected.")
{
    /// <summary>The hash that was promised.</summary>
    public string Expected { get; } = expected;

    /// <summary>The hash that came.</summary>
    public string Actual { get; } = actual;
}

/// <summary>An upload goes on elsewhere than what has come ends.</summary>
/// <param name="asked">Where it goes on.</param>
/// <param name="actual">Bytes that have come.</param>
public sealed class OffsetMismatchException(long asked, long actual)
    : Exception($"{actual} bytes have come, and what was sent goes on at {asked}.")
{
    /// <summary>Bytes that have come.</summary>
    public long Actual { get; } = actual;
}
