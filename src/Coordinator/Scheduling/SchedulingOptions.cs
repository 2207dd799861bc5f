using Orchestrator.Sweeps.Scheduling;

namespace Orchestrator.Coordinator.Scheduling;

/// <summary>What <see cref="SchedulerActor"/> goes by.</summary>
public sealed record SchedulingOptions
{
    /// <summary>How slots are given away.</summary>
    public PlacementOptions Placement { get; init; } = new();

    /// <summary>How long an excluded node gets nothing. [default: 10 minutes]</summary>
    public TimeSpan CoolDown { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a sweep waits for a node that can serve it before it is told that there is none: nodes may be about to join. [default: 3 seconds]</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(3);
}
