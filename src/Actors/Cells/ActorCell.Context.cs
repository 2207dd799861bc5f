namespace Orchestrator.Actors.Cells;

/// <summary>What the actor sees of its cell.</summary>
internal sealed partial class ActorCell : IActorContext
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly Action _cancelStopping;
    private readonly Dictionary<string, ActorCell> _children = [];
    private readonly HashSet<IActorRef> _watching = [];
    private readonly HashSet<ScheduledMessage> _scheduled = [];
    private volatile bool _stopRequested;
    private bool _closed;
    private long _generated;

    public ActorSystem System { get; }

    public IActorRef Self => _self;

    public IActorRef Sender => _current?.Sender ?? System.DeadLetters;

    public IActorRef? Parent => _parent?._self;

    public CancellationToken Stopping => _stopping.Token;

    public IReadOnlyCollection<IActorRef> Children
    {
        get
        {
            lock (_children)
            {
                return [.. _children.Values.Select(child => child._self)];
            }
        }
    }

    public IActorRef ActorOf(Props props, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(props);
        ActorCell child;
        lock (_children)
        {
            if (_closed)
            {
                throw new InvalidOperationException($"'{_self}' is stopping and takes no more children.");
            }

            name ??= $"${++_generated}";
            if (name.Length == 0 || name.Contains('/'))
            {
                throw new ArgumentException($"'{name}' is no name for an actor.", nameof(name));
            }

            child = new ActorCell(System, this, props, _self.Path / name);
            if (!_children.TryAdd(name, child))
            {
                throw new InvalidOperationException($"'{_self}' has a child '{name}' already.");
            }
        }

        child.Post(new ControlMessage.Start());
        return child._self;
    }

    public void Stop(IActorRef actor)
    {
        var cell = Local(actor);
        if (!cell._stopRequested)
        {
            cell._stopRequested = true;
            cell.Post(new ControlMessage.Stop());
            System.Schedule(cell._cancelStopping);
        }
    }

    public void Watch(IActorRef actor)
    {
        if (_watching.Add(actor))
        {
            Local(actor).Post(new ControlMessage.AddWatcher(this));
        }
    }

    public void Unwatch(IActorRef actor)
    {
        if (_watching.Remove(actor))
        {
            Local(actor).Post(new ControlMessage.RemoveWatcher(this));
        }
    }

    public IDisposable ScheduleOnce(TimeSpan delay, object message)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        var scheduled = new ScheduledMessage(this, delay, message);
        _scheduled.Add(scheduled);
        return scheduled;
    }

    public void PipeToSelf<T>(Task<T> work, Func<T, object> success, Func<Exception, object> failure)
    {
        ArgumentNullException.ThrowIfNull(work);
        _ = GuardAsync(nameof(PipeToSelf), async () =>
        {
            object message;
            try
            {
                message = success(await work);
            }
            catch (Exception cause)
            {
                message = failure(cause);
            }

            Tell(message, _self);
        }).AsTask();
    }

    private static ActorCell Local(IActorRef actor) =>
        actor is LocalActorRef local
            ? local.Cell
            : throw new ArgumentException($"'{actor.Path}' is not an actor whose life this system rules.", nameof(actor));

    /// <summary>Asks all children to stop and takes no new ones.</summary>
    /// <returns>Whether there is anyone to wait for.</returns>
    private bool StopChildren()
    {
        ActorCell[] children;
        lock (_children)
        {
            _closed = true;
            children = [.. _children.Values];
        }

        foreach (var child in children)
        {
            Stop(child._self);
        }

        return children.Length > 0;
    }

    private void OpenChildren()
    {
        lock (_children)
        {
            _closed = false;
        }
    }

    private bool RemoveChild(ActorCell child)
    {
        lock (_children)
        {
            _children.Remove(child._self.Path.Name);
            return _children.Count == 0;
        }
    }
}
