using Orchestrator.Contracts.Api.External;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Sweeps.Scheduling;

namespace Orchestrator.Coordinator.External;

/// <summary>A fold that a client has, or is about to have.</summary>
/// <param name="lease">As it was granted.</param>
/// <param name="ask">For whom; null = a client of before the coordinator was started anew.</param>
internal sealed class ClientLease(Assignment lease, ClientAsk? ask)
{
    public Assignment Lease => lease;

    public ClientAsk? Ask => ask;

    /// <summary>The attempt, once it is journaled.</summary>
    public AttemptId? Attempt { get; set; }

    /// <summary>What the client was told.</summary>
    public Suggestion? Suggestion { get; set; }

    /// <summary>When the client was heard last, by the clock's timestamp.</summary>
    public long HeardAt { get; set; }

    /// <summary>Whether the sweep was told that it is over, and has not given the slot back yet.</summary>
    public bool IsOver { get; set; }
}
