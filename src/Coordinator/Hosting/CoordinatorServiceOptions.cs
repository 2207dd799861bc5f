using Orchestrator.Coordinator.Api;

namespace Orchestrator.Coordinator.Hosting;

/// <summary>All that <see cref="CoordinatorService"/> is told.</summary>
public sealed record CoordinatorServiceOptions
{
    /// <summary>Its place in the cluster.</summary>
    public required ClusterCoordinatorOptions Cluster { get; init; }

    /// <summary>Connection string of the journal's PostgreSQL database.</summary>
    public required string Database { get; init; }

    /// <summary>Where its HTTP API listens.</summary>
    public required WebOptions Web { get; init; }

    /// <summary>Folder of data sets as they were sent.</summary>
    public required string DataFolder { get; init; }

    /// <summary>Folder of data sets that are ready to be mapped.</summary>
    public required string CacheFolder { get; init; }

    /// <summary>Most bytes of data sets in each of the two folders; null = no limit. [default: null]</summary>
    public long? DataLimit { get; init; }
}

/// <summary>Why a coordinator ended.</summary>
public enum CoordinatorEnd
{
    /// <summary>It was asked to.</summary>
    Left,

    /// <summary>The others have gone on without it; it may be started again.</summary>
    Downed,
}
