namespace Orchestrator.GpuNode.Data;

/// <summary>Keeps a cache within its limit.</summary>
internal static class CacheTrimmer
{
    // A file that somebody was just told of must still be there when it is opened.
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    /// <summary>Deletes files, those used longest ago first, until the rest fits.</summary>
    /// <param name="root">The cache.</param>
    /// <param name="limit">Most bytes.</param>
    /// <param name="needed">Files that stay.</param>
    public static void Trim(string root, long limit, IEnumerable<string> needed)
    {
        if (limit == long.MaxValue) return;
        var kept = needed.ToHashSet();
        var files = new[] { "blobs", "arrays" }.Select(folder => new DirectoryInfo(Path.Combine(root, folder))).Where(folder => folder.Exists)
            .SelectMany(folder => folder.EnumerateFiles("*", SearchOption.AllDirectories)).Where(file => file.Extension != ".lock").ToArray();
        var total = files.Sum(file => file.Length);
        foreach (var file in files.OrderBy(file => file.LastAccessTimeUtc))
        {
            if (total <= limit) return;
            if (kept.Contains(file.FullName) || DateTime.UtcNow - file.LastAccessTimeUtc < Grace) continue;
            total -= file.Length;
            file.Delete();
        }
    }
}
