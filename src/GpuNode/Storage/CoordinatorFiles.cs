using Orchestrator.Client.Artifacts;
using Orchestrator.Models.Data.Caching;

namespace Orchestrator.GpuNode.Storage;

/// <summary>The files that the coordinators keep by content.</summary>
public sealed class CoordinatorFiles(ArtifactClient coordinator) : IFileSource
{
    /// <inheritdoc />
    public string Name => coordinator.Server.ToString();

    /// <inheritdoc />
    public Task DownloadAsync(string hash, string partial, CancellationToken stop) =>
        coordinator.DownloadBlobAsync(hash, partial, stop);
}
