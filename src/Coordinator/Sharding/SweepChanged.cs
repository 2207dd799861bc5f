namespace Orchestrator.Coordinator.Sharding;

/// <summary>The journal has new events of the sweep.</summary>
internal sealed record SweepChanged;
