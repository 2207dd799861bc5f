namespace Orchestrator.Actors.Dispatch;

/// <summary>Brings the continuations of an actor's awaits back to its dispatcher.</summary>
internal sealed class DispatcherContext(IDispatcher dispatcher) : SynchronizationContext
{
    /// <summary>The work as the dispatcher should be given it. The thread pool needs no context to get its continuations back.</summary>
    public static Action Bind(IDispatcher dispatcher, Action work) =>
        dispatcher is ThreadPoolDispatcher ? work : new DispatcherContext(dispatcher).Bind(work);

    private Action Bind(Action work) => () =>
    {
        var previous = Current;
        SetSynchronizationContext(this);
        try
        {
            work();
        }
        finally
        {
            SetSynchronizationContext(previous);
        }
    };

    public override void Post(SendOrPostCallback d, object? state) => dispatcher.Schedule(Bind(() => d(state)));

    public override SynchronizationContext CreateCopy() => this;
}
