namespace Orchestrator.Actors.Cells;

/// <summary>The parent of the top-level actors.</summary>
internal sealed class Guardian(SupervisorStrategy supervision) : Actor
{
    protected internal override SupervisorStrategy Supervision => supervision;

    protected internal override ValueTask ReceiveAsync(object message)
    {
        Unhandled(message);
        return ValueTask.CompletedTask;
    }
}
