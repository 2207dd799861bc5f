using Orchestrator.Contracts.Identifiers;
using Orchestrator.Sweeps.Scheduling;

namespace Orchestrator.Coordinator.Scheduling;

/// <summary>What <see cref="SchedulerActor"/> goes by.</summary>
public sealed record SchedulingOptions
{
    /// <summary>How slots are given away.</summary>
    public PlacementOptions Placement { get; init; } = new();

    /// <summary>How long an excluded node gets nothing. [default: 10 minutes]</summary>
    public TimeSpan CoolDown { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a sweep waits for a node that can serve it before it is told that there is none: nodes may be about to join.
    /// [default: 3 seconds]</summary>
    public TimeSpan ObstacleDelay { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>
    /// How long a node may be silent before it counts as gone, and what it ran with it. Null: nodes are actors of this process, and are
    /// watched.
    /// [default: null]
    /// </summary>
    public TimeSpan? Lease { get; init; }

    /// <summary>The clock by which silence is measured.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The sweeps that have not ended, which a new scheduler asks what they have; null = it waits until they say. [default:
    /// null]</summary>
    public Func<Task<IReadOnlyList<SweepId>>>? OpenSweeps { get; init; }

    /// <summary>Remoting addresses of the coordinators that are there, for the nodes. [default: none]</summary>
    public Func<IReadOnlyList<string>> Coordinators { get; init; } = static () => [];

    /// <summary>Hears what an operator should know of a node: its name, and what happened, to stand after the name. [default:
    /// nobody]</summary>
    public Action<string, string> News { get; init; } = static (_, _) => { };
}
