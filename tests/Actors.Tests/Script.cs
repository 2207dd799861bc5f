namespace Orchestrator.Actors.Tests;

/// <summary>An actor whose callbacks are given, and whose protected members are open.</summary>
internal sealed class Script(Func<Script, object, ValueTask> receive) : Actor
{
    public Action<Script> OnStart { get; init; } = static _ => { };

    public Action OnStop { get; init; } = static () => { };

    public Action<Exception, object?>? OnRestart { get; init; }

    public SupervisorStrategy Strategy { get; init; } = SupervisorStrategy.Default;

    public new IActorContext Context => base.Context;

    public new IActorRef Sender => base.Sender;

    protected override SupervisorStrategy Supervision => Strategy;

    public static Props Props(Action<Script, object> receive) => Actors.Props.Create(() => new Script(Synchronous(receive)));

    public static Func<Script, object, ValueTask> Synchronous(Action<Script, object> receive) => (script, message) =>
    {
        receive(script, message);
        return ValueTask.CompletedTask;
    };

    public new void Unhandled(object message) => base.Unhandled(message);

    protected override ValueTask ReceiveAsync(object message) => receive(this, message);

    protected override ValueTask PreStart()
    {
        OnStart(this);
        return ValueTask.CompletedTask;
    }

    protected override ValueTask PostStop()
    {
        OnStop();
        return ValueTask.CompletedTask;
    }

    protected override ValueTask PreRestart(Exception cause, object? message)
    {
        if (OnRestart is null)
        {
            return base.PreRestart(cause, message);
        }

        OnRestart(cause, message);
        return ValueTask.CompletedTask;
    }
}
