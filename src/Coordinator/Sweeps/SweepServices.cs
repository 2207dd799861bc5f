using Akka.Actor;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Messages;
using Orchestrator.Coordinator.Persistence;
using Orchestrator.Search.Samplers;

namespace Orchestrator.Coordinator.Sweeps;

/// <summary>What a sweep's actor works with.</summary>
/// <param name="Measurements">Where its learning curves go.</param>
/// <param name="Scheduler">Who grants slots.</param>
/// <param name="Observer">Who hears of its progress in this process.</param>
/// <param name="ArtifactRoot">Absolute folder below which each sweep keeps its checkpoints and models.</param>
/// <param name="CreateSampler">Makes the sampler of a sweep.</param>
/// <param name="Time">The clock.</param>
public sealed record SweepServices(
    IMeasurementStore Measurements,
    IActorRef Scheduler,
    ISweepObserver Observer,
    string ArtifactRoot,
    Func<SweepDefinition, ISampler> CreateSampler,
    TimeProvider Time)
{
    /// <summary>This process, for the journal.</summary>
    public string Owner { get; init; } = $"{Environment.MachineName}/{Environment.ProcessId}";

    /// <summary>
    /// How long a node may be out of sight before what it runs is given to others; what sweeps, nodes and scheduler know of each other's
    /// leases is compared twice as often. Null: all of them live in this process, where no message is lost and nothing outlives the sweep.
    /// </summary>
    public TimeSpan? Lease { get; init; }

    /// <summary>What nodes are told of <see cref="ArtifactRoot"/> with each order; null = it is theirs too.</summary>
    public Func<ArtifactPlace>? Store { get; init; }

    /// <summary>Keeps a summary of each sweep for lists; null = nobody does.</summary>
    public ISweepProjection? Projection { get; init; }
}
