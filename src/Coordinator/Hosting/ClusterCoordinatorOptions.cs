using Orchestrator.Remoting;

namespace Orchestrator.Coordinator.Hosting;

/// <summary>How a coordinator of a cluster is reached, and how patient it is.</summary>
public sealed record ClusterCoordinatorOptions
{
    /// <summary>Where it listens for coordinators and nodes.</summary>
    public required RemotingOptions Remoting { get; init; }

    /// <summary>Address of its HTTP API, as nodes reach it; null = not over HTTP. [default: null]</summary>
    public Uri? Api { get; init; }

    /// <summary>Absolute folder below which each sweep keeps its checkpoints and models; the coordinators of a cluster share it.</summary>
    public required string ArtifactRoot { get; init; }

    /// <summary>How long a node may be out of sight before what it runs is given to others. [default: 10 seconds]</summary>
    public TimeSpan Lease { get; init; } = NodeLease.Default;

    /// <summary>The clock. [default: the system's]</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
