namespace Orchestrator.Sweeps.Scheduling;

/// <summary>What <see cref="Placement"/> goes by.</summary>
public sealed record PlacementOptions
{
    /// <summary>Failures in a row after which a node is excluded, at least 1. [default: 3]</summary>
    public int FailuresInARow { get; init; } = 3;

    /// <summary>Different trials that must be among them, at least 1: one hopeless configuration is no node's fault. [default: 2]</summary>
    public int DifferentTrials { get; init; } = 2;

    /// <summary>Whether device and labels of a sweep are passed over: on one machine there is no other node to choose. [default:
    /// false]</summary>
    public bool AnyNode { get; init; }
}
