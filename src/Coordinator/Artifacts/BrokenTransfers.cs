using System.Globalization;
namespace Orchestrator.Coordinator.Artifacts;

/// <summary>Clears away what is left of files that never arrived: their senders, or this coordinator, died on the way.</summary>
public static class BrokenTransfers
{
    private static readonly TimeSpan Age = TimeSpan.FromDays(1);
    private static readonly EnumerationOptions Everywhere = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None };

    /// <summary>Deletes files <c>*.tmp</c> and <c>*.part</c> that nobody has written to for a day.</summary>
    /// <param name="folder">Where to look, in all folders below too; may be absent.</param>
    /// <param name="say">Hears of each, in a sentence.</param>
    public static void Clear(string folder, Action<string> say)
    {
        if (!Directory.Exists(folder))
        {
            return;
        }

        foreach (var file in new DirectoryInfo(folder).EnumerateFiles("*", Everywhere).Where(file => file.Extension is ".tmp" or ".part"))
        {
            if (DateTime.UtcNow - file.LastWriteTimeUtc < Age)
            {
                continue;
            }

            var size = file.Length;
            file.Delete();
            say(string.Create(
                CultureInfo.InvariantCulture,
                $"Deleted {file.FullName} ({size / 1e6:0.0} MB): it never arrived whole, and nothing has come since "
                    + $"{file.LastWriteTimeUtc:u}."));
        }
    }
}
