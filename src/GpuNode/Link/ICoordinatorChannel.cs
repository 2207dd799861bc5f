namespace Orchestrator.GpuNode.Link;

/// <summary>Carries messages to coordinators, each at most once. Theirs arrive as <see cref="CoordinatorSaid"/> at the actor that the
/// channel was made for.</summary>
public interface ICoordinatorChannel : IAsyncDisposable
{
    /// <summary>Sends a message to the entry of a coordinator.</summary>
    /// <param name="coordinator">Its remoting address, <c>host:port</c>.</param>
    /// <param name="message">One of the protocol.</param>
    void Tell(string coordinator, object message);

    /// <summary>Begins anew under another identity: coordinators that broke with the former one hear this one.</summary>
    void Renew();
}

/// <summary>A message of a coordinator.</summary>
/// <param name="Coordinator">Where whoever sent it lives: a remoting address, <c>host:port</c>; null = it does not say.</param>
/// <param name="Message">One of the protocol.</param>
public sealed record CoordinatorSaid(string? Coordinator, object Message);
