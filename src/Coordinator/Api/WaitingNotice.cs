namespace Orchestrator.Coordinator.Api;

/// <summary>No node that is present can ever serve the sweep, or one can again.</summary>
/// <param name="Reason">Why, to stand after "waiting: "; null = it waits no longer.</param>
public sealed record WaitingNotice(string? Reason) : SweepNotice;
