using Orchestrator.Contracts.Messages;

namespace Orchestrator.Sweeps.Scheduling;

/// <summary>How a node stands.</summary>
/// <param name="Offer">What it offers.</param>
/// <param name="Busy">Slots that a fold holds.</param>
/// <param name="Draining">Whether it is given nothing more, because somebody wants to switch it off.</param>
/// <param name="Excluded">Why it is given nothing for a while; null = it is.</param>
public sealed record NodeStanding(NodeJoined Offer, int Busy, bool Draining, string? Excluded);
