using System.Threading.Channels;
using Orchestrator.Actors.Dispatch;

namespace Orchestrator.Actors.Transport.InProcess;

/// <summary>Who is present, and who wants to know.</summary>
internal sealed class PresenceBoard(IDispatcher dispatcher)
{
    private readonly Lock _gate = new();
    private readonly HashSet<string> _present = new(StringComparer.Ordinal);
    private readonly List<ChannelWriter<PresenceChange>> _observers = [];

    public Handle Appear(string name)
    {
        lock (_gate)
        {
            if (!_present.Add(name))
            {
                throw new InvalidOperationException($"'{name}' is present already.");
            }

            Tell(new PresenceChange(name, true));
        }

        return new Handle(() =>
        {
            lock (_gate)
            {
                _present.Remove(name);
                Tell(new PresenceChange(name, false));
            }
        });
    }

    public Handle Observe(Action<PresenceChange> observer)
    {
        var changes = Channel.CreateUnbounded<PresenceChange>();
        lock (_gate)
        {
            foreach (var name in _present.Order(StringComparer.Ordinal))
            {
                changes.Writer.TryWrite(new PresenceChange(name, true));
            }

            _observers.Add(changes.Writer);
        }

        dispatcher.Schedule(DispatcherContext.Bind(dispatcher, () => _ = TellAllAsync(changes.Reader, observer)));
        return new Handle(() =>
        {
            lock (_gate)
            {
                _observers.Remove(changes.Writer);
                changes.Writer.Complete();
            }
        });
    }

    private static async Task TellAllAsync(ChannelReader<PresenceChange> changes, Action<PresenceChange> observer)
    {
        while (await changes.WaitToReadAsync())
        {
            while (changes.TryRead(out var change))
            {
                observer(change);
            }
        }
    }

    private void Tell(PresenceChange change)
    {
        foreach (var observer in _observers)
        {
            observer.TryWrite(change);
        }
    }

    /// <summary>Ends a presence or an observation, once.</summary>
    internal sealed class Handle(Action end) : IDisposable, IAsyncDisposable
    {
        private Action? _end = end;

        public void Dispose() => Interlocked.Exchange(ref _end, null)?.Invoke();

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
