using Orchestrator.Actors.Cells;
using Orchestrator.Actors.Diagnostics;
using Orchestrator.Actors.Dispatch;

namespace Orchestrator.Actors;

/// <summary>A tree of actors with one clock, one dispatcher and one log.</summary>
public sealed class ActorSystem : IAsyncDisposable
{
    private readonly Action<SystemEvent> _log;
    private readonly IDispatcher _dispatcher;
    private readonly ActorCell _guardian;

    /// <summary>An empty system, ready for <see cref="ActorOf"/>.</summary>
    /// <param name="name">The first element of every path.</param>
    /// <param name="options">The defaults when null.</param>
    public ActorSystem(string name, ActorSystemOptions? options = null)
    {
        options ??= new ActorSystemOptions();
        Name = name;
        Time = options.Time;
        _log = options.Log;
        _dispatcher = options.Dispatcher;

        var root = new ActorPath(null, name);
        DeadLetters = new DeadLettersRef(this, root / "deadLetters");
        _guardian = new ActorCell(this, null, Props.Create(() => new Guardian(options.Supervision)), root);
        _guardian.Post(new ControlMessage.Start());
    }

    /// <summary>The first element of every path.</summary>
    public string Name { get; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; }

    /// <summary>Takes any message and reports it as a <see cref="DeadLetter"/>.</summary>
    public IActorRef DeadLetters { get; }

    /// <summary>Done when every actor has stopped.</summary>
    public Task WhenTerminated => _guardian.WhenStopped;

    /// <summary>Starts a top-level actor. See <see cref="IActorContext.ActorOf"/>.</summary>
    public IActorRef ActorOf(Props props, string? name = null) => _guardian.ActorOf(props, name);

    /// <summary>Stops an actor. See <see cref="IActorContext.Stop"/>.</summary>
    public void Stop(IActorRef actor) => _guardian.Stop(actor);

    /// <summary>Stops every actor, children before parents, and waits until all have. May be repeated.</summary>
    public Task TerminateAsync()
    {
        _guardian.Stop(_guardian.Self);
        return WhenTerminated;
    }

    /// <summary>The same as <see cref="TerminateAsync"/>.</summary>
    public ValueTask DisposeAsync() => new(TerminateAsync());

    internal Action Bind(Action work) => DispatcherContext.Bind(_dispatcher, work);

    internal void Schedule(Action bound) => _dispatcher.Schedule(bound);

    internal void Report(SystemEvent systemEvent)
    {
        try
        {
            _log(systemEvent);
        }
        catch (Exception)
        {
            // A log that fails must not take an actor with it, and there is nowhere left to say so.
        }
    }

    internal void DeadLetter(object message, IActorRef? sender, ActorPath recipient)
    {
        if (message is not (Terminated or PoisonPill or ScheduledMessage))
        {
            Report(new DeadLetter(recipient, message, (sender ?? DeadLetters).Path));
        }

        (sender as AskRef)?.Fail(new ActorStoppedException(recipient));
    }
}
