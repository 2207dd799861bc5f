using Orchestrator.Actors;

namespace Orchestrator.Coordinator.Sharding;

/// <summary>A sweep in its holder's hands.</summary>
/// <param name="actor">The sweep.</param>
/// <param name="tenure">Of this holder.</param>
/// <param name="seat">Who speaks for the seat.</param>
internal sealed class HeldSweep(IActorRef actor, Tenure tenure, IActorRef seat)
{
    public IActorRef Actor => actor;

    public Tenure Tenure => tenure;

    public IActorRef Seat => seat;

    /// <summary>Stand-ins for the nodes that it has to do with, by name.</summary>
    public Dictionary<string, IActorRef> Nodes { get; } = [];

    /// <summary>Number of the last letter that was sent.</summary>
    public long Sent { get; set; }

    /// <summary>Number of the last letter that came.</summary>
    public long Received { get; set; }
}
