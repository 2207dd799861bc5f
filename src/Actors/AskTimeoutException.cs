namespace Orchestrator.Actors;

/// <summary>The asked actor has not answered in time. Whether it has handled the message, or still will, is unknown.</summary>
public sealed class AskTimeoutException(ActorPath actor, Type message, TimeSpan timeout)
    : TimeoutException($"Actor '{actor}' has not answered {message.Name} within {timeout}.")
{
    /// <summary>The one that was asked.</summary>
    public ActorPath Actor { get; } = actor;
}
