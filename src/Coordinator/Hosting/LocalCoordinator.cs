using Akka.Actor;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.Validation;
using Orchestrator.Coordinator.Persistence;
using Orchestrator.Coordinator.Scheduling;
using Orchestrator.Coordinator.Sweeps;
using Orchestrator.Plugins;
using Orchestrator.Search;
using Orchestrator.Sweeps;
using Orchestrator.Sweeps.Scheduling;

namespace Orchestrator.Coordinator.Hosting;

/// <summary>A coordinator of one machine, in this process, without a cluster.</summary>
public sealed class LocalCoordinator : IAsyncDisposable
{
    // Whoever runs a sweep here has chosen this machine, whatever labels the file asks for.
    private static readonly SchedulingOptions OneMachine = new() { Placement = new PlacementOptions { AnyNode = true } };

    private readonly IHost host;
    private readonly Relay relay;
    private readonly IActorRef coordinator;

    private LocalCoordinator(IHost host, Relay relay)
    {
        (this.host, this.relay) = (host, relay);
        coordinator = host.Services.GetRequiredService<IReadOnlyActorRegistry>().Get<CoordinatorAkka.ISweeps>();
    }

    /// <summary>Starts actors and journal, which takes most of a second: best while something else is read.</summary>
    /// <param name="journal">Prepared. Stays the caller's.</param>
    /// <param name="artifactRoot">Absolute folder below which each sweep keeps its checkpoints and models.</param>
    /// <param name="startNode">Starts a node in the same actor system, given whom it offers its slots to and who hears its news.</param>
    public static async Task<LocalCoordinator> StartAsync(
        JournalDatabase journal, string artifactRoot, Action<ActorSystem, IActorRef, Action<string, string>> startNode)
    {
        var relay = new Relay();
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton<IHostLifetime, ProgramLifetime>();
        builder.Services.AddAkka("orchestrator", (akka, _) => akka
            .WithSerilog()
            .WithSqlJournal(journal)
            .WithLocalCoordinator(
                scheduler =>
                    new SweepServices(journal.Measurements, scheduler, relay, artifactRoot, SamplerRegistry.Create, TimeProvider.System)
                    {
                        Objection = PluginRegistry.Missing,
                        KeepLogs = logs => journal.Logs.AppendAsync(logs),
                        Projection = new SweepProjection(journal.Index),
                    },
                OneMachine with { News = relay.OnNode })
            .WithActors((system, registry) => startNode(system, registry.Get<CoordinatorAkka.ISweeps>(), relay.OnNode)));
        var host = builder.Build();
        await host.StartAsync().ConfigureAwait(false);
        return new LocalCoordinator(host, relay);
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
        if (await Task.WhenAny(answer, relay.Stopped).ConfigureAwait(false) != answer)
        {
            await relay.Stopped.ConfigureAwait(false);
        }
        if ((await answer.ConfigureAwait(false)).Refusal is { } refusal)
        {
            throw new UserError(refusal);
        }
    }

    /// <summary>Stops what runs at its checkpoint; returns when all is journaled.</summary>
    public Task DrainAsync() => coordinator.Ask<Drained>(new Drain(), Timeout.InfiniteTimeSpan);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await host.StopAsync().ConfigureAwait(false);
        host.Dispose();
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

/// <summary>A sweep stopped before its end; the journal holds what is done.</summary>
public sealed class SweepStoppedException(SweepId sweep, string reason)
    : Exception($"Sweep '{sweep}' stopped: {reason} Nothing journaled is lost; go on with 'orchestrator resume {sweep}'.");
