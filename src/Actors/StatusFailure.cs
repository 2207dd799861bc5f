namespace Orchestrator.Actors;

/// <summary>An answer that makes <see cref="IActorRef.Ask{T}"/> throw <paramref name="Cause"/>.</summary>
public sealed record StatusFailure(Exception Cause);
