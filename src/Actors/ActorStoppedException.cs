namespace Orchestrator.Actors;

/// <summary>The asked actor has stopped and will not answer.</summary>
public sealed class ActorStoppedException(ActorPath actor) : Exception($"Actor '{actor}' has stopped and will not answer.")
{
    /// <summary>The one that was asked.</summary>
    public ActorPath Actor { get; } = actor;
}
