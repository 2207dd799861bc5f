using Akka.Actor;
using Orchestrator.GpuNode.Link;

namespace Orchestrator.GpuNode.Tests.Link;

/// <summary>A channel whose messages a test sees, each as <see cref="Sent"/>.</summary>
internal sealed class RecordedChannel(IActorRef recorder) : ICoordinatorChannel
{
    public sealed record Sent(string Coordinator, object Message);

    public sealed record Renewed;

    public void Tell(string coordinator, object message) => recorder.Tell(new Sent(coordinator, message));

    public void Renew() => recorder.Tell(new Renewed());

    public ValueTask DisposeAsync() => default;
}
