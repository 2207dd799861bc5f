namespace Orchestrator.Actors.Diagnostics;

/// <summary>A message that nobody handles: its recipient has stopped, or its asker no longer waits.</summary>
/// <param name="Actor">The recipient.</param>
/// <param name="Message">The message.</param>
/// <param name="Sender">Who told it; the dead letters when unknown.</param>
public sealed record DeadLetter(ActorPath Actor, object Message, ActorPath Sender) : SystemEvent(Actor);
