using Orchestrator.Contracts.Identifiers;

namespace Orchestrator.Coordinator;

/// <summary>A user wants a sweep to start nothing more for now.</summary>
/// <param name="StopRunning">Whether what runs stops at its next checkpoint; otherwise it runs to its end.</param>
public sealed record PauseSweepRequest(SweepId Sweep, string By, string? Reason, bool StopRunning);
