using System.Collections.Concurrent;
using Orchestrator.Actors.Dispatch;

namespace Orchestrator.Actors.Transport.InProcess;

/// <summary>What connects transports within one process. Messages live as long as it does.</summary>
/// <param name="time">The clock of the pauses before redelivery; the system's when null.</param>
/// <param name="dispatcher">Where handlers and observers run; the thread pool when null.</param>
public sealed class InProcessBroker(TimeProvider? time = null, IDispatcher? dispatcher = null)
{
    private readonly ConcurrentDictionary<string, Inbox> _inboxes = new(StringComparer.Ordinal);

    internal PresenceBoard Presence { get; } = new(dispatcher ?? ThreadPoolDispatcher.Instance);

    /// <summary>A new connection.</summary>
    public InProcessTransport Connect() => new(this);

    internal Inbox Inbox(string name) =>
        _inboxes.GetOrAdd(name, _ => new Inbox(time ?? TimeProvider.System, dispatcher ?? ThreadPoolDispatcher.Instance));
}
