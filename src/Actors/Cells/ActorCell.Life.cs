using Orchestrator.Actors.Diagnostics;

namespace Orchestrator.Actors.Cells;

/// <summary>Start, failure, restart and stop.</summary>
internal sealed partial class ActorCell
{
    private readonly ActorCell? _parent;
    private readonly Props _props;
    private readonly RestartWindow _restarts;
    private readonly HashSet<ActorCell> _watchers = [];
    private readonly List<ActorCell> _escalated = [];
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Actor? _actor;
    private bool _started;
    private ControlMessage.Restart? _restart;
    private ITimer? _backoff;
    private volatile Phase _phase;

    public Task WhenStopped => _stopped.Task;

    private ValueTask ObeyAsync(ControlMessage control)
    {
        switch (control)
        {
            case ControlMessage.Start:
                return _phase == Phase.Suspended ? StartAsync() : default;
            case ControlMessage.Recreate:
                return _phase == Phase.Restarting ? StartAsync() : default;
            case ControlMessage.Resume when _phase == Phase.Suspended:
                Continue();
                return default;
            case ControlMessage.Restart restart when _phase == Phase.Suspended:
                return BeginRestartAsync(restart);
            case ControlMessage.Stop when _phase is not (Phase.Stopping or Phase.Stopped):
                return BeginStopAsync();
            case ControlMessage.ChildFailed failed:
                Supervise(failed);
                return default;
            case ControlMessage.ChildStopped stopped:
                return ForgetAsync(stopped.Child);
            case ControlMessage.AddWatcher add:
                _watchers.Add(add.Watcher);
                return default;
            case ControlMessage.RemoveWatcher remove:
                _watchers.Remove(remove.Watcher);
                return default;
            default:
                // Resume, Restart or Stop that a stop has overtaken.
                return default;
        }
    }

    private async ValueTask StartAsync()
    {
        _phase = Phase.Suspended;
        try
        {
            var actor = _props.NewActor();
            actor.Attach(this);
            _actor = actor;
            await actor.PreStart();
            _started = true;
            _phase = Phase.Running;
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The stop that cancelled it is the next control message.
        }
        catch (Exception cause)
        {
            Fail(cause, null);
        }
    }

    private void Continue()
    {
        if (!_started)
        {
            Stop(_self);
            return;
        }

        _phase = Phase.Running;
        foreach (var child in _escalated)
        {
            child.Post(new ControlMessage.Resume());
        }

        _escalated.Clear();
    }

    private void Supervise(ControlMessage.ChildFailed failed)
    {
        if (_actor is null || _phase is Phase.Restarting or Phase.Stopping or Phase.Stopped)
        {
            return; // The child is being stopped with the others.
        }

        var (child, cause, message) = failed;
        var backoff = TimeSpan.Zero;
        var directive = Decide(ref cause);
        if (directive == Directive.Restart && !child._restarts.TryRestart(_actor.Supervision, out backoff))
        {
            directive = Directive.Stop;
        }

        System.Report(new ActorFailed(child._self.Path, cause, message, directive, backoff));
        switch (directive)
        {
            case Directive.Resume:
                child.Post(new ControlMessage.Resume());
                break;
            case Directive.Restart:
                child.Post(new ControlMessage.Restart(cause, message, backoff));
                break;
            case Directive.Escalate when _parent is not null:
                _escalated.Add(child);
                Fail(cause, message);
                break;
            default:
                Stop(child._self);
                break;
        }
    }

    private Directive Decide(ref Exception cause)
    {
        try
        {
            return _actor!.Supervision.Decide(cause);
        }
        catch (Exception inDecision)
        {
            cause = new AggregateException("The supervisor failed while it decided.", inDecision, cause);
            return Directive.Escalate;
        }
    }

    private ValueTask BeginRestartAsync(ControlMessage.Restart restart)
    {
        _phase = Phase.Restarting;
        _restart = restart;
        Release();
        return StopChildren() ? default : RestartAsync(restart);
    }

    private async ValueTask RestartAsync(ControlMessage.Restart restart)
    {
        _restart = null;
        if (_actor is { } old)
        {
            await GuardAsync(nameof(Actor.PreRestart), () => old.PreRestart(restart.Cause, restart.Message));
        }

        (_actor, _started) = (null, false);
        Release();
        OpenChildren();
        _backoff = System.Time.CreateTimer(_ => Post(new ControlMessage.Recreate()), null, restart.Backoff, Timeout.InfiniteTimeSpan);
    }

    private ValueTask BeginStopAsync()
    {
        _phase = Phase.Stopping;
        _mailbox.Writer.Complete();
        Release();
        return StopChildren() ? default : EndAsync();
    }

    private async ValueTask EndAsync()
    {
        if (_actor is { } actor)
        {
            await GuardAsync(nameof(Actor.PostStop), actor.PostStop);
        }

        Release();
        while (_mailbox.Reader.TryRead(out var envelope))
        {
            System.DeadLetter(envelope.Message, envelope.Sender, _self.Path);
        }

        _phase = Phase.Stopped;
        _control.Writer.Complete();
        while (_control.Reader.TryRead(out var control))
        {
            _ = control switch
            {
                ControlMessage.AddWatcher add => _watchers.Add(add.Watcher),
                ControlMessage.RemoveWatcher remove => _watchers.Remove(remove.Watcher),
                _ => false,
            };
        }

        // The parent first: whoever hears of the death may then use the name again.
        _parent?.Post(new ControlMessage.ChildStopped(this));
        foreach (var watcher in _watchers)
        {
            NotifyOfStop(watcher);
        }

        _stopped.TrySetResult();
    }

    private ValueTask ForgetAsync(ActorCell child)
    {
        var last = RemoveChild(child);
        _escalated.Remove(child);
        return (last, _phase) switch
        {
            (true, Phase.Stopping) => EndAsync(),
            (true, Phase.Restarting) when _restart is { } restart => RestartAsync(restart),
            _ => default,
        };
    }

    /// <summary>Ends what belongs to one instance: its timers, its watches, a back-off.</summary>
    private void Release()
    {
        _backoff?.Dispose();
        _escalated.Clear();
        foreach (var scheduled in _scheduled)
        {
            scheduled.Dispose();
        }

        _scheduled.Clear();
        foreach (var actor in _watching)
        {
            (actor as LocalActorRef)?.Cell.Post(new ControlMessage.RemoveWatcher(this));
        }

        _watching.Clear();
    }

    private async ValueTask GuardAsync(string doing, Func<ValueTask> callback)
    {
        try
        {
            await callback();
        }
        catch (Exception cause)
        {
            System.Report(new ActorWarning(_self.Path, doing, cause));
        }
    }

    private void NotifyOfStop(ActorCell watcher) => watcher.Tell(new Terminated(_self), _self);
}
