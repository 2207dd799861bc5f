namespace Orchestrator.Actors.Diagnostics;

/// <summary>An actor failed, and its supervisor has decided.</summary>
/// <param name="Actor">Which.</param>
/// <param name="Cause">Why.</param>
/// <param name="Message">What it was handling; null while starting.</param>
/// <param name="Directive">The decision, limits on restarts included.</param>
/// <param name="Backoff">The wait before a restart; else zero.</param>
public sealed record ActorFailed(ActorPath Actor, Exception Cause, object? Message, Directive Directive, TimeSpan Backoff)
    : SystemEvent(Actor);
