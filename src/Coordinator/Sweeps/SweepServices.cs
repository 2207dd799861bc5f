using Akka.Actor;
using Orchestrator.Contracts.Artifacts;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
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

    /// <summary>Why this process cannot go on with a sweep, in a sentence; null = it can. Then the sweep waits for one that can.</summary>
    public Func<SweepDefinition, string?> Objection { get; init; } = _ => null;

    /// <summary>What nodes are told of <see cref="ArtifactRoot"/> with each order; null = it is theirs too.</summary>
    public Func<ArtifactPlace>? Store { get; init; }

    /// <summary>Keeps what workers print; null = nobody does. What fails there is lost, and stops nothing.</summary>
    public Func<IReadOnlyList<FoldLogged>, Task>? KeepLogs { get; init; }

    /// <summary>Keeps a summary of each sweep for lists; null = nobody does.</summary>
    public ISweepProjection? Projection { get; init; }
}

/// <summary>Where a sweep's checkpoints and models lie.</summary>
public static class ArtifactLayout
{
    /// <summary>The folder of a sweep.</summary>
    public static string OfSweep(string root, SweepId sweep) => Path.Combine(root, sweep.Value);

    /// <summary>The folder of a fold, see <see cref="ArtifactNames.FolderOf(SweepId, FoldId)"/>.</summary>
    public static string OfFold(string root, SweepId sweep, FoldId fold) => Path.Combine(root, ArtifactNames.FolderOf(sweep, fold));

    /// <summary>The folder of a trial's folds.</summary>
    public static string OfTrial(string root, SweepId sweep, int trial) => Path.Combine(root, ArtifactNames.FolderOf(sweep, trial));
}
