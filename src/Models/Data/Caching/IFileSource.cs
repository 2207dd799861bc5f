using Orchestrator.Contracts.Artifacts;
using Orchestrator.Storage;

namespace Orchestrator.Models.Data.Caching;

/// <summary>Where files that are not on this machine are fetched from, by content.</summary>
public interface IFileSource
{
    /// <summary>What it is called, for people.</summary>
    string Name { get; }

    /// <summary>Appends what a file lacks. The caller checks the hash.</summary>
    /// <param name="hash">The content: see <see cref="Contracts.Artifacts.ContentHash"/>.</param>
    /// <param name="partial">The file, absent or cut short.</param>
    /// <param name="stop">Gives up; what has come stays in the file.</param>
    /// <exception cref="ArtifactException">It cannot be had.</exception>
    Task DownloadAsync(string hash, string partial, CancellationToken stop);
}
