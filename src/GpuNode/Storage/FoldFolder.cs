using Orchestrator.Contracts.Identifiers;

namespace Orchestrator.GpuNode.Storage;

/// <summary>
/// Where an attempt keeps its checkpoint while it runs, when the fold's own folder is the coordinator's. Each attempt has one of its own,
/// for one that was taken for dead may still be at work beside the next. Goes when it is disposed of.
/// </summary>
internal sealed class FoldFolder : IDisposable
{
    private const string Folds = "folds";

    /// <summary>Makes the folder; what an earlier life left in it is gone.</summary>
    /// <param name="cache">The node's cache.</param>
    /// <param name="name">The fold's folder with the coordinator, such as <c>splice-1/trial-0003/fold-2</c>.</param>
    /// <param name="attempt">The attempt.</param>
    public FoldFolder(string cache, string name, AttemptId attempt)
    {
        Path = System.IO.Path.Combine(cache, Folds, $"{name.Replace('/', '.')}.attempt-{attempt.Attempt}");
        Dispose();
        Directory.CreateDirectory(Path);
    }

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>All of them that lie in a cache.</summary>
    public static IEnumerable<DirectoryInfo> In(string cache) =>
        new DirectoryInfo(System.IO.Path.Combine(cache, Folds)) is { Exists: true } folds ? folds.EnumerateDirectories() : [];

    /// <inheritdoc />
    public void Dispose()
    {
        if (Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }
    }
}
