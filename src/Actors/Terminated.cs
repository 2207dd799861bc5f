namespace Orchestrator.Actors;

/// <summary>A watched actor has stopped for good. Comes once, after every message that the actor itself had told the watcher.</summary>
/// <param name="Actor">The one that stopped. A restart is not a stop.</param>
public sealed record Terminated(IActorRef Actor);
