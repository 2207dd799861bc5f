using System.Threading.Channels;
using Orchestrator.Actors.Diagnostics;

namespace Orchestrator.Actors.Cells;

/// <summary>What stays of an actor over restarts: its mailbox, and the loop that feeds it one message at a time.</summary>
/// <remarks>
/// Everything but <see cref="Tell"/>, <see cref="Post"/>, <see cref="Stop(IActorRef)"/> and <see cref="ActorOf"/> runs in the loop, of which at most
/// one turn is under way. Closing a channel is what decides, without a lock, whether a message still belongs to the actor.
/// </remarks>
internal sealed partial class ActorCell
{
    /// <summary>Messages a turn, after which other actors get the thread.</summary>
    private const int Throughput = 64;

    private readonly Channel<Envelope> _mailbox = Channel.CreateUnbounded<Envelope>();
    private readonly Channel<ControlMessage> _control = Channel.CreateUnbounded<ControlMessage>();
    private readonly LocalActorRef _self;
    private readonly Action _turn;
    private int _awake;
    private Envelope? _current;

    public ActorCell(ActorSystem system, ActorCell? parent, Props props, ActorPath path)
    {
        System = system;
        _parent = parent;
        _props = props;
        _self = new LocalActorRef(this, path);
        _restarts = new RestartWindow(system.Time);
        _turn = system.Bind(() => _ = TurnAsync());
        _cancelStopping = system.Bind(_stopping.Cancel);
    }

    public void Tell(object message, IActorRef? sender)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (_mailbox.Writer.TryWrite(new Envelope(message, sender ?? System.DeadLetters)))
        {
            Wake();
        }
        else
        {
            System.DeadLetter(message, sender, _self.Path);
        }
    }

    public void Post(ControlMessage message)
    {
        if (_control.Writer.TryWrite(message))
        {
            Wake();
        }
        else if (message is ControlMessage.AddWatcher add)
        {
            NotifyOfStop(add.Watcher);
        }
    }

    private void Wake()
    {
        if (Interlocked.Exchange(ref _awake, 1) == 0)
        {
            System.Schedule(_turn);
        }
    }

    private async Task TurnAsync()
    {
        var left = Throughput;
        while (left-- > 0 && await StepAsync())
        {
        }

        // A message that came after the last look and before this line has not woken anyone: look once more.
        Interlocked.Exchange(ref _awake, 0);
        if (_control.Reader.Count > 0 || (_phase == Phase.Running && _mailbox.Reader.Count > 0))
        {
            Wake();
        }
    }

    private async ValueTask<bool> StepAsync()
    {
        if (_control.Reader.TryRead(out var control))
        {
            await ObeyAsync(control);
            return true;
        }

        if (_phase == Phase.Running && _mailbox.Reader.TryRead(out var envelope))
        {
            _current = envelope;
            await HandleAsync(envelope);
            _current = null;
            return true;
        }

        return false;
    }

    private async ValueTask HandleAsync(Envelope envelope)
    {
        var message = envelope.Message;
        try
        {
            switch (message)
            {
                case PoisonPill:
                    Stop(_self);
                    return;
                case Terminated terminated when !_watching.Remove(terminated.Actor):
                    return;
                case ScheduledMessage scheduled:
                    _scheduled.Remove(scheduled);
                    if (scheduled.IsCancelled)
                    {
                        return;
                    }

                    message = scheduled.Message;
                    scheduled.Dispose();
                    break;
            }

            await _actor!.ReceiveAsync(message);
        }
        catch (Exception cause)
        {
            var cancelled = cause is OperationCanceledException && _stopping.IsCancellationRequested;
            (envelope.Sender as AskRef)?.Fail(cancelled ? new ActorStoppedException(_self.Path) : cause);
            if (!cancelled)
            {
                Fail(cause, message);
            }
        }
    }

    /// <summary>Suspends the mailbox and leaves the decision to the supervisor, unless this actor is to stop anyway.</summary>
    private void Fail(Exception cause, object? message)
    {
        _phase = Phase.Suspended;
        if (_parent is null || _stopRequested)
        {
            System.Report(new ActorFailed(_self.Path, cause, message, Directive.Stop, TimeSpan.Zero));
            Stop(_self);
        }
        else
        {
            _parent.Post(new ControlMessage.ChildFailed(this, cause, message));
        }
    }
}
