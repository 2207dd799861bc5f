using Orchestrator.Actors;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Protocol;
using Orchestrator.Contracts.Sweeps;
using Orchestrator.Coordinator;
using Orchestrator.Coordinator.Scheduling;
using Orchestrator.Coordinator.Sweeping;
using Orchestrator.GpuNode;
using Orchestrator.GpuNode.Devices;
using Orchestrator.GpuNode.Workers;
using Orchestrator.Journal;
using Orchestrator.Search.Samplers;
using Orchestrator.Sweeps.Commands;
using Orchestrator.Sweeps.Scheduling;

namespace Orchestrator.Cli.Embedded;

/// <summary>A coordinator and one node in this process; the node's slots are child processes.</summary>
internal sealed class EmbeddedOrchestrator : IAsyncDisposable
{
    // Whoever runs a sweep here has chosen this machine, whatever labels the file asks for.
    private static readonly SchedulingOptions OneMachine = new() { Placement = new PlacementOptions { AnyNode = true } };

    private readonly ActorSystem system;
    private readonly IActorRef coordinator;

    /// <param name="home">Where checkpoints and models go.</param>
    /// <param name="journal">Stays the caller's.</param>
    /// <param name="observer">Hears of progress.</param>
    /// <param name="resources">How the machine is divided into slots.</param>
    /// <param name="log">For what actors have to say.</param>
    public EmbeddedOrchestrator(Home home, IJournal journal, ISweepObserver observer, ResourcesDefinition resources, Serilog.ILogger log)
    {
        var node = Environment.MachineName;
        var gpus = TrainingGpus.Find(resources.Device, news => log.Warning("{News}", news));
        var slots = SlotPlan.Divide(node, resources, gpus, Environment.ProcessorCount);
        system = new ActorSystem("orchestrator", new ActorSystemOptions { Log = ActorLog.To(log) });
        coordinator = system.ActorOf(Props.Create(() => new CoordinatorActor(scheduler => new SweepServices(
            journal,
            scheduler,
            observer,
            home.Sweeps,
            SamplerRegistry.Create,
            TimeProvider.System), OneMachine)), "coordinator");
        var launcher = ProcessLauncher.OfThisProgram("--cache", home.Cache);
        system.ActorOf(Props.Create(() => new NodeActor(new NodeJoined(node, "embedded", slots), launcher, coordinator, new NodeOptions { News = news => log.Warning("{News}", news) })), "node");
    }

    /// <summary>Begins a sweep.</summary>
    public void Plan(PlanSweep plan) => coordinator.Tell(plan);

    /// <summary>Goes on with a sweep that the journal knows.</summary>
    public void TakeUp(SweepId sweep) => coordinator.Tell(new TakeUpSweep(sweep));

    /// <summary>Stops what runs at its checkpoint; returns when all is journaled.</summary>
    public Task DrainAsync() => coordinator.Ask<Drained>(new Drain(), Timeout.InfiniteTimeSpan);

    /// <inheritdoc />
    public ValueTask DisposeAsync() => system.DisposeAsync();
}
