namespace Orchestrator.Models.Data.Caching;

/// <summary>Keeps a cache within its limit.</summary>
public static class CacheTrimmer
{
    /// <summary>Folder of files by content.</summary>
    public const string Blobs = "blobs";

    /// <summary>Folder of data sets that are ready to be mapped.</summary>
    public const string Arrays = "arrays";

    // A file that somebody was just told of must still be there when it is opened.
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    /// <summary>Deletes files, those used longest ago first, until the rest fits.</summary>
    /// <param name="root">The cache.</param>
    /// <param name="limit">Most bytes.</param>
    /// <param name="needed">Files that stay.</param>
    public static void Trim(string root, long limit, params IEnumerable<string> needed)
    {
        if (limit == long.MaxValue)
        {
            return;
        }

        var kept = needed.ToHashSet();
        var files = new[] { Blobs, Arrays }.Select(folder => new DirectoryInfo(Path.Combine(root, folder))).Where(folder => folder.Exists)
            .SelectMany(folder => folder.EnumerateFiles("*", SearchOption.AllDirectories)).Where(file => file.Extension != ".lock")
                .ToArray();
        var total = files.Sum(file => file.Length);
        foreach (var file in files.OrderBy(file => file.LastAccessTimeUtc))
        {
            if (total <= limit)
            {
                return;
            }

            if (kept.Contains(file.FullName) || DateTime.UtcNow - file.LastAccessTimeUtc < Grace)
            {
                continue;
            }

            total -= file.Length;
            file.Delete();
        }
    }
}
