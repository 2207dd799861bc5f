namespace Orchestrator.Actors.Diagnostics;

/// <summary>An actor goes on, but something beside its messages went wrong.</summary>
/// <param name="Actor">Which.</param>
/// <param name="Doing">What it was doing, for example <c>PostStop</c>.</param>
/// <param name="Cause">Why it went wrong.</param>
public sealed record ActorWarning(ActorPath Actor, string Doing, Exception Cause) : SystemEvent(Actor);
