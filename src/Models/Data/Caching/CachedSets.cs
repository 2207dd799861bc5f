using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Definitions;

namespace Orchestrator.Models.Data.Caching;

/// <summary>The data sets that lie in a cache: a folder of links to files by content for each.</summary>
public static class CachedSets
{
    /// <summary>Most that are named.</summary>
    public const int Most = 256;

    private const string Folder = "sets";

    /// <summary>Where a set lies, or would.</summary>
    /// <param name="root">The cache.</param>
    /// <param name="name">See <see cref="DataSetName"/>.</param>
    public static string PathOf(string root, string name) => Path.Combine(root, Folder, name);

    /// <summary>Counts a set as used now.</summary>
    public static void Touch(string root, string name) => Directory.SetLastWriteTimeUtc(PathOf(root, name), DateTime.UtcNow);

    /// <summary>
    /// Names of the sets that are complete, those used last where there are more than <see cref="Most"/>; in alphabetical order, so that
    /// to use a set changes nothing. Null when the cache cannot be read now.
    /// </summary>
    /// <remarks>Looks at folders and links, and reads no file.</remarks>
    public static EquatableList<string>? In(string root)
    {
        try
        {
            return All(root).OrderByDescending(set => set.LastWriteTimeUtc).Where(IsComplete).Take(Most).Select(set => set.Name)
                .Order(StringComparer.Ordinal).ToEquatableList();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Sets of which a file is missing.</summary>
    public static IEnumerable<DirectoryInfo> IncompleteIn(string root) => All(root).Where(set => !IsComplete(set));

    private static IEnumerable<DirectoryInfo> All(string root) =>
        new DirectoryInfo(Path.Combine(root, Folder)) is { Exists: true } sets ? sets.EnumerateDirectories() : [];

    // The links outlast files that had to make room.
    private static bool IsComplete(DirectoryInfo set)
    {
        var links = set.GetFiles("*", SearchOption.AllDirectories);
        return links.Length > 0 && links.All(link => link.ResolveLinkTarget(returnFinalTarget: true) is { Exists: true });
    }
}
