using Akka.Actor;
using Orchestrator.Contracts.Messages;

namespace Orchestrator.Coordinator.Hosting;

/// <summary>By which nodes speak to any coordinator: what concerns a sweep goes to the sweep, all else to the scheduler, wherever they
/// live.</summary>
internal sealed class NodeEntryActor(IActorRef sweeps, IActorRef scheduler) : UntypedActor
{
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case WorkerReports or LeasesReported: sweeps.Forward(message); break;
            case NodeHeartbeat or NodeJoined or NodeLeft: scheduler.Forward(message); break;
            default: Unhandled(message); break;
        }
    }
}
