namespace Orchestrator.Actors.Diagnostics;

/// <summary>A message that its recipient does not know.</summary>
/// <param name="Actor">The recipient.</param>
/// <param name="Message">The message.</param>
/// <param name="Sender">Who told it; the dead letters when unknown.</param>
public sealed record UnhandledMessage(ActorPath Actor, object Message, ActorPath Sender) : SystemEvent(Actor);
