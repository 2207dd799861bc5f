using Akka.Actor;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.Validation;
using Orchestrator.Coordinator;
using Orchestrator.Coordinator.Hosting;
using Orchestrator.Coordinator.Persistence;
using Orchestrator.Coordinator.Scheduling;
using Orchestrator.Coordinator.Sweeps;
using Orchestrator.GpuNode;
using Orchestrator.GpuNode.Workers;
using Orchestrator.Search.Samplers;
using Orchestrator.Sweeps;
using Orchestrator.Sweeps.Scheduling;

namespace Orchestrator.Cli.Embedded;

/// <summary>A coordinator in this process, with a node or without one; the node's slots are child processes.</summary>
internal sealed class EmbeddedOrchestrator : IAsyncDisposable
{
    // Whoever runs a sweep here has chosen this machine, whatever labels the file asks for.
    private static readonly SchedulingOptions OneMachine = new() { Placement = new PlacementOptions { AnyNode = true } };

    private readonly IHost host;
    private readonly Relay relay;
    private readonly IActorRef coordinator;

    private EmbeddedOrchestrator(IHost host, Relay relay)
    {
        (this.host, this.relay) = (host, relay);
        coordinator = host.Services.GetRequiredService<IReadOnlyActorRegistry>().Get<CoordinatorAkka.ISweeps>();
    }

    /// <summary>Starts actors and journal, which takes most of a second: best while something else is read.</summary>
    /// <param name="home">Where checkpoints and models go.</param>
    /// <param name="journal">Prepared. Stays the caller's.</param>
    /// <param name="slots">How the machine is divided; none = it trains nothing.</param>
    public static async Task<EmbeddedOrchestrator> StartAsync(DataDirectory home, JournalDatabase journal,
        EquatableList<SlotDescription> slots)
    {
        var relay = new Relay();
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton<IHostLifetime, ProgramLifetime>();
        builder.Services.AddAkka("orchestrator", (akka, _) => akka
            .WithSerilog()
            .WithSqlJournal(journal)
            .WithLocalCoordinator(
                scheduler =>
                    new SweepServices(journal.Measurements, scheduler, relay, home.Sweeps, SamplerRegistry.Create, TimeProvider.System)
                    {
                        Projection = new SweepProjection(journal.Index),
                    },
                OneMachine with { News = relay.OnNode })
            .WithActors((system, registry) => StartNode(system, registry.Get<CoordinatorAkka.ISweeps>(), home, slots, relay)));
        var host = builder.Build();
        await host.StartAsync();
        return new EmbeddedOrchestrator(host, relay);
    }

    /// <summary>Whom the sweeps tell what they do, from now on.</summary>
    public void Observe(ISweepObserver observer) => relay.Target = observer;

    /// <summary>Goes on with a sweep that the journal knows.</summary>
    public void Recover(SweepId sweep) => coordinator.Tell(new RecoverSweep(sweep));

    /// <summary>Tells a sweep something; journaled when this returns.</summary>
    /// <exception cref="UserError">It was refused.</exception>
    /// <exception cref="SweepStoppedException">The sweep failed.</exception>
    public async Task TellAsync(ISweepMessage command)
    {
        var answer = coordinator.Ask<CommandHandled>(command, Timeout.InfiniteTimeSpan);
        if (await Task.WhenAny(answer, relay.Stopped) != answer)
        {
            await relay.Stopped;
        }
        if ((await answer).Refusal is { } refusal)
        {
            throw new UserError(refusal);
        }
    }

    /// <summary>Stops what runs at its checkpoint; returns when all is journaled.</summary>
    public Task DrainAsync() => coordinator.Ask<Drained>(new Drain(), Timeout.InfiniteTimeSpan);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        host.Dispose();
    }

    private static void StartNode(ActorSystem system, IActorRef coordinator, DataDirectory home, EquatableList<SlotDescription> slots,
        Relay relay)
    {
        if (slots.Count == 0)
        {
            return;
        }
        var launcher = ProcessLauncher.OfThisProgram("--cache", home.Cache);
        var introduction = new NodeJoined(Environment.MachineName, "embedded", slots);
        var options = new NodeOptions { News = news => relay.OnNode(introduction.Node, news) };
        system.ActorOf(Props.Create(() => new NodeActor(introduction, launcher, coordinator, options)), "node");
    }

    /// <summary>The actors start before it is known which sweep is to be looked at.</summary>
    private sealed class Relay : ISweepObserver
    {
        private readonly TaskCompletionSource stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public volatile ISweepObserver? Target;

        /// <summary>Fails when a sweep stops.</summary>
        public Task Stopped => stopped.Task;

        public void OnChanged(SweepState state, IReadOnlyList<SweepEvent> events) => Target?.OnChanged(state, events);

        public void OnMeasured(EpochMeasured measured) => Target?.OnMeasured(measured);

        public void OnStopped(SweepId sweep, string reason)
        {
            stopped.TrySetException(new SweepStoppedException(sweep, reason));
            Target?.OnStopped(sweep, reason);
        }

        public void OnWaiting(SweepId sweep, string? reason) => Target?.OnWaiting(sweep, reason);

        public void OnNode(string node, string news) => Target?.OnNode(node, news);
    }
}
