namespace Orchestrator.GpuNode.Data;

/// <summary>Where a node keeps what it fetches, and how it reaches the coordinator.</summary>
/// <param name="Cache">Folder of data sets, of data sets made ready to map, and of the checkpoints of running folds.</param>
/// <param name="CacheBytes">Most bytes of data sets in it.</param>
/// <param name="Server">The coordinator's HTTP API, where the address that it tells of itself is not the one to use; null = it is.</param>
/// <param name="Token">What is presented there; null = nothing.</param>
/// <param name="Shares">Whether a folder of checkpoints that this node shares with the coordinator is used.</param>
public sealed record NodeStorage(string Cache, long CacheBytes = NodeStorage.DefaultBytes, Uri? Server = null, string? Token = null, bool Shares = true)
{
    /// <summary>50 GiB.</summary>
    public const long DefaultBytes = 50L << 30;
}
