namespace Orchestrator.Actors.Diagnostics;

/// <summary>Something that an operator may want to know about an actor.</summary>
/// <param name="Actor">Which.</param>
public abstract record SystemEvent(ActorPath Actor);
