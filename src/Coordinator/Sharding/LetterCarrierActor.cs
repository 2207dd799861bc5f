using Orchestrator.Actors;
using Orchestrator.Actors.Transport;

namespace Orchestrator.Coordinator.Sharding;

/// <summary>Stands for the seat, or for a holder, in another process.</summary>
internal sealed class LetterCarrierActor(ITransport transport, string from, string to) : Actor
{
    private readonly RemoteRef remote = new(transport, from, to, LetterCodec.Encode);

    private sealed record Dispatch;

    protected override async ValueTask ReceiveAsync(object message)
    {
        switch (message)
        {
            case Dispatch: await remote.DispatchAsync(Context.System.Time, Context.Stopping); break;
            case SweepLetter or SeatTaken:
                if (remote.Add(message)) Self.Tell(new Dispatch());
                break;
            default: Unhandled(message); break;
        }
    }
}
