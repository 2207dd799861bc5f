namespace Orchestrator.Coordinator.Api;

/// <summary>The past is told; what follows happens now.</summary>
public sealed record CaughtUpNotice : SweepNotice;
