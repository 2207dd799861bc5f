using Orchestrator.Actors;
using Orchestrator.Contracts.Protocol;
using Orchestrator.Contracts.Sweeps;
using Orchestrator.Journal;
using Orchestrator.Search.Samplers;

namespace Orchestrator.Coordinator.Sweeping;

/// <summary>What a sweep's actor works with.</summary>
/// <param name="Journal">Where its events and measurements go.</param>
/// <param name="Scheduler">Who grants slots.</param>
/// <param name="Observer">Who hears of its progress.</param>
/// <param name="ArtifactRoot">Absolute folder below which each sweep keeps its checkpoints and models.</param>
/// <param name="CreateSampler">Makes the sampler of a sweep.</param>
/// <param name="Time">The clock.</param>
/// <param name="Lease">
/// How long an attempt that its node does not vouch for counts as running after the coordinator has changed. Null: nothing runs on without its coordinator.
/// </param>
/// <param name="Store">What nodes are told of <paramref name="ArtifactRoot"/> with each order; null = it is theirs too.</param>
public sealed record SweepServices(
    IJournal Journal,
    IActorRef Scheduler,
    ISweepObserver Observer,
    string ArtifactRoot,
    Func<SweepDefinition, ISampler> CreateSampler,
    TimeProvider Time,
    TimeSpan? Lease = null,
    Func<ArtifactPlace>? Store = null);
