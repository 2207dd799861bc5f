using Orchestrator.Contracts.Identifiers;

namespace Orchestrator.Cli.Embedded;

/// <summary>A sweep stopped before its end; the journal holds what is done.</summary>
internal sealed class SweepStoppedException(SweepId sweep, string reason)
    : Exception($"Sweep '{sweep}' stopped: {reason} Nothing journaled is lost; go on with 'orchestrator resume {sweep}'.");
