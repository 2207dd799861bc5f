using Orchestrator.Remoting;

namespace Orchestrator.GpuNode.Link;

/// <summary>How a node keeps in touch with its coordinators.</summary>
public sealed record LinkOptions
{
    /// <summary>Remoting addresses of the coordinators that it was told, <c>host:port</c>; it learns of the others. At least one.</summary>
    public required IReadOnlyList<string> Coordinators { get; init; }

    /// <summary>How long coordinators keep a node's folds for it while it is out of sight. [default: 10 seconds]</summary>
    public TimeSpan Lease { get; init; } = NodeLease.Default;

    /// <summary>Time between two heartbeats, and after which a report that was not acknowledged is sent again: a quarter of the
    /// lease.</summary>
    public TimeSpan Interval => Lease / 4;

    /// <summary>How long nobody may be heard before the connection is made anew: two leases, for half of which a cluster may be busy to
    /// replace a coordinator.</summary>
    public TimeSpan IdleTimeout => Lease * 2;

    /// <summary>The clock. [default: the system's]</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
