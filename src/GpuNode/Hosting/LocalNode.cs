using Akka.Actor;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Messages;
using Orchestrator.GpuNode.Workers;

namespace Orchestrator.GpuNode.Hosting;

/// <summary>This machine as the one node of a coordinator in the same process; its slots are child processes.</summary>
public static class LocalNode
{
    /// <summary>Starts it, unless it has nothing to offer.</summary>
    /// <param name="system">The coordinator's.</param>
    /// <param name="coordinator">To whom the slots are offered.</param>
    /// <param name="slots">How the machine is divided; none = it trains nothing.</param>
    /// <param name="workerArguments">What the worker processes are told beside their device.</param>
    /// <param name="news">Hears of the node, by its name, why its number of slots changes.</param>
    public static void Start(ActorSystem system, IActorRef coordinator, EquatableList<SlotDescription> slots,
        IEnumerable<string> workerArguments, Action<string, string> news)
    {
        if (slots.Count == 0)
        {
            return;
        }
        var launcher = ProcessLauncher.OfThisProgram([.. workerArguments]);
        var introduction = new NodeJoined(Environment.MachineName, "embedded", slots);
        var options = new NodeOptions { News = change => news(introduction.Node, change) };
        system.ActorOf(Props.Create(() => new NodeActor(introduction, launcher, coordinator, options)), "node");
    }
}
