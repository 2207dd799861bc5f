namespace Orchestrator.Coordinator.Scheduling;

/// <summary>No node that is present can serve the sweep, for some seconds now.</summary>
/// <param name="Reason">To stand after "waiting: "; null = one can again.</param>
public sealed record SlotsUnavailable(string? Reason);
