using Orchestrator.Models.Data.Caching;

namespace Orchestrator.GpuNode.Storage;

/// <summary>Clears away what killed processes, and data that had to make room, have left in a node's cache.</summary>
public static class StaleCacheCleaner
{
    // Another node of this machine may use the same cache just now; no epoch takes that long.
    private static readonly TimeSpan Age = TimeSpan.FromDays(1);

    /// <summary>Deletes folders of folds and of incomplete data sets that nobody has touched for a day.</summary>
    /// <param name="root">The cache.</param>
    public static void Clear(string root)
    {
        try
        {
            foreach (var folder in FoldFolder.In(root).Concat(CachedSets.IncompleteIn(root)).Where(IsOld))
            {
                folder.Delete(recursive: true);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Another node does the same this moment; what stays is in nobody's way.
        }
    }

    private static bool IsOld(DirectoryInfo folder) =>
        folder.EnumerateFileSystemInfos("*", SearchOption.AllDirectories).Append(folder)
            .All(entry => DateTime.UtcNow - entry.LastWriteTimeUtc > Age);
}
