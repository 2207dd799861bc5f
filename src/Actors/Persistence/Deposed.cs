namespace Orchestrator.Actors.Persistence;

/// <summary>Told to the parent of a persistent actor that another owner has taken over from. The actor stops.</summary>
/// <param name="Actor">The one that stops.</param>
/// <param name="PersistenceId">The entity that it no longer owns.</param>
public sealed record Deposed(IActorRef Actor, string PersistenceId);
