using Orchestrator.GpuNode.Link;
using Orchestrator.GpuNode.Storage;
using Orchestrator.Remoting;

namespace Orchestrator.GpuNode.Hosting;

/// <summary>All that <see cref="GpuNodeService"/> is told.</summary>
public sealed record GpuNodeServiceOptions
{
    /// <summary>Unique in the cluster.</summary>
    public required string Name { get; init; }

    /// <summary>Where it listens for coordinators.</summary>
    public required RemotingOptions Remoting { get; init; }

    /// <summary>How it keeps in touch with them.</summary>
    public required LinkOptions Link { get; init; }

    /// <summary>Where it keeps data and checkpoints.</summary>
    public required NodeStorage Storage { get; init; }

    /// <summary>How it is divided into slots.</summary>
    public required NodeResources Resources { get; init; }

    /// <summary>What its worker processes are told beside their device: <see cref="Storage"/> as arguments, without the token.</summary>
    public required IReadOnlyList<string> WorkerArguments { get; init; }
}
