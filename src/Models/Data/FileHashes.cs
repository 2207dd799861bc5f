using Orchestrator.Contracts.Artifacts;
using Orchestrator.Storage;

namespace Orchestrator.Models.Data;

/// <summary>
/// Hashes of files, each computed once: a file of the same <see cref="FileStamp"/> counts as unchanged. Remembered in a folder that any
/// number of processes may share.
/// </summary>
/// <param name="folder">Where they are remembered.</param>
public sealed class FileHashes(string folder)
{
    /// <summary>The SHA-256 of a file; see <see cref="ContentHash"/>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="anew">Whether it is read whatever is remembered: a file system may not tell what has changed.</param>
    public string Of(string path, bool anew = false)
    {
        var file = new FileInfo(Path.GetFullPath(path));
        var stamp = FileStamp.Of(file);
        var note = Path.Combine(folder, ContentHash.OfText(file.FullName)[..32]);
        if (!anew && Read(note) is { } text && text.StartsWith(stamp, StringComparison.Ordinal)
            && ContentHash.IsValid(text[stamp.Length..]))
        {
            return text[stamp.Length..];
        }

        var hash = CheckedFile.HashOf(path);
        Write(note, stamp + hash);
        return hash;
    }

    private static string? Read(string note)
    {
        try
        {
            return File.ReadAllText(note);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private void Write(string note, string text)
    {
        try
        {
            Directory.CreateDirectory(folder);
            var temporary = $"{note}.{Guid.NewGuid():N}";
            File.WriteAllText(temporary, text);
            File.Move(temporary, note, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It is computed again the next time.
        }
    }
}
