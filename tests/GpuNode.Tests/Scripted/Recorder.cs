using System.Threading.Channels;
using Orchestrator.Actors;

namespace Orchestrator.GpuNode.Tests.Scripted;

/// <summary>An actor that keeps what it is told, and passes on what it is asked to.</summary>
internal sealed class Recorder(Channel<object> heard) : Actor
{
    public sealed record Order(IActorRef To, object Message);

    protected override ValueTask ReceiveAsync(object message)
    {
        if (message is Order order) order.To.Tell(order.Message, Self);
        else heard.Writer.TryWrite(message);
        return ValueTask.CompletedTask;
    }
}
