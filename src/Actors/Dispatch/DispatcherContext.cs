namespace Orchestrator.Actors.Dispatch;

/// <summary>Brings the continuations of an actor's awaits back to its dispatcher.</summary>
internal sealed class DispatcherContext(IDispatcher dispatcher) : SynchronizationContext
{
    public Action Bind(Action work) => () =>
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
