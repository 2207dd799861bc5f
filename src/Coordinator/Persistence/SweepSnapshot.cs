using Orchestrator.Sweeps;

namespace Orchestrator.Coordinator.Persistence;

/// <summary>What a sweep's actor gives to <c>SaveSnapshot</c> and is offered again: a shortcut past the events, never a second
/// truth.</summary>
public sealed record SweepSnapshot(SweepState State);
