using System.Security.Cryptography;
using Orchestrator.Contracts.Artifacts;

namespace Orchestrator.Storage;

/// <summary>Writes files that appear under their name in one step, and only with the content that was promised.</summary>
public static class CheckedFile
{
    private const int BufferSize = 1 << 16;

    /// <summary>The hash of a file.</summary>
    public static string HashOf(string path)
    {
        using var file = new FileStream(
            path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, BufferSize, FileOptions.SequentialScan);
        return ContentHash.Of(file);
    }

    /// <summary>Takes a stream in, and replaces what was there before.</summary>
    /// <param name="path">Where to; its folder is there.</param>
    /// <param name="hash">The hash that was promised; see <see cref="ContentHash"/>.</param>
    /// <param name="what">The content, for people.</param>
    /// <param name="content">Read to its end.</param>
    /// <param name="cancellationToken">Gives up; what was there before stays.</param>
    /// <exception cref="HashMismatchException">The content is something else; what was there before stays.</exception>
    public static async Task ReplaceAsync(string path, string hash, string what, Stream content, CancellationToken cancellationToken)
    {
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            var actual = await WriteAsync(temporary, content, cancellationToken).ConfigureAwait(false);
            if (actual != hash)
            {
                throw new HashMismatchException(what, hash, actual);
            }

            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    // Hashed on its way, so that it is not read again.
    private static async Task<string> WriteAsync(string path, Stream content, CancellationToken cancellationToken)
    {
        await using var file =
            new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferSize, FileOptions.Asynchronous);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[BufferSize];
        while (await content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is > 0 and var read)
        {
            hash.AppendData(buffer, 0, read);
            await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
        }
        file.Flush(flushToDisk: true);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
