using Orchestrator.Client.Artifacts;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Messages;
using Orchestrator.Storage.Certificates;

namespace Orchestrator.GpuNode.Storage;

/// <summary>Where a node keeps what it fetches, and how it reaches the coordinator.</summary>
/// <param name="Cache">Folder of data sets, of data sets made ready to map, and of the checkpoints of running folds.</param>
/// <param name="CacheBytes">Most bytes of data sets in it.</param>
/// <param name="Servers">The coordinators' HTTP APIs, where the addresses that they tell of themselves are not the ones to use; null = they
/// are.</param>
/// <param name="Token">What is presented there; null = nothing.</param>
/// <param name="Shares">Whether a folder of checkpoints that this node shares with the coordinator is used.</param>
/// <param name="Authority">PEM file of the authority that its certificate must descend from; null = the system's.</param>
public sealed record NodeStorage(
    string Cache, long CacheBytes = NodeStorage.DefaultBytes, EquatableList<Uri>? Servers = null, string? Token = null, bool Shares = true,
        string? Authority = null)
{
    /// <summary>50 GiB.</summary>
    public const long DefaultBytes = 50L << 30;

    // A fold that cannot hand its result over has failed, and all its epochs were for nothing: a coordinator's machine may be restarted
    // meanwhile.
    private static readonly TimeSpan RetryTime = TimeSpan.FromMinutes(5);

    /// <summary>A client of the coordinators' API; null when no address is known.</summary>
    /// <param name="place">What the coordinator says of itself and of the others; null = nothing.</param>
    public ArtifactClient? Client(ArtifactPlace? place)
    {
        IReadOnlyList<Uri> servers = Servers ?? place?.Addresses ?? [];
        return servers.Count == 0 ? null : new(servers, Token, RetryTime, Authority is null ? null : PrivateTrust.Read(Authority));
    }
}
