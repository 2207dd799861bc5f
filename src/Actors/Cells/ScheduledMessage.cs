namespace Orchestrator.Actors.Cells;

/// <summary>A message on its way to the actor itself. Travels as its own envelope, so that it can be withdrawn from the mailbox too.</summary>
internal sealed class ScheduledMessage : IDisposable
{
    private readonly ITimer _timer;
    private volatile bool _cancelled;

    public ScheduledMessage(ActorCell cell, TimeSpan delay, object message)
    {
        Message = message;
        _timer = cell.System.Time.CreateTimer(_ => cell.Tell(this, cell.Self), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(delay, Timeout.InfiniteTimeSpan);
    }

    public object Message { get; }

    public bool IsCancelled => _cancelled;

    public void Dispose()
    {
        _cancelled = true;
        _timer.Dispose();
    }
}
