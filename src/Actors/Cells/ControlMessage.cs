namespace Orchestrator.Actors.Cells;

/// <summary>What cells tell each other about lives. Overtakes the mailbox.</summary>
internal abstract record ControlMessage
{
    private ControlMessage()
    {
    }

    public sealed record Start : ControlMessage;

    public sealed record Stop : ControlMessage;

    public sealed record Resume : ControlMessage;

    public sealed record Restart(Exception Cause, object? Message, TimeSpan Backoff) : ControlMessage;

    public sealed record Recreate : ControlMessage;

    public sealed record ChildFailed(ActorCell Child, Exception Cause, object? Message) : ControlMessage;

    public sealed record ChildStopped(ActorCell Child) : ControlMessage;

    public sealed record AddWatcher(ActorCell Watcher) : ControlMessage;

    public sealed record RemoveWatcher(ActorCell Watcher) : ControlMessage;
}
