using Orchestrator.Sweeps.Events;

namespace Orchestrator.Coordinator.Api;

/// <summary>An event was journaled.</summary>
public sealed record EventNotice(SweepEvent Event) : SweepNotice;
