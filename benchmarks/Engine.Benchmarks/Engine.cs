using Akka.Actor;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orchestrator.Contracts.Trials;
using Orchestrator.Coordinator.Hosting;
using Orchestrator.Coordinator.Persistence;
using Orchestrator.Coordinator.Scheduling;
using Orchestrator.Coordinator.Sweeps;
using Orchestrator.Search;

namespace Orchestrator.Engine.Benchmarks;

/// <summary>A coordinator as <c>orchestrator run</c> has it: actors of this process over a journal.</summary>
internal sealed class Engine : IAsyncDisposable
{
    private const string InMemory =
        """
        akka.persistence.journal.plugin = "akka.persistence.journal.inmem"
        akka.persistence.snapshot-store.plugin = "akka.persistence.snapshot-store.inmem"
        """;

    private const string WithoutSnapshots = """akka.persistence.snapshot-store.plugin = "akka.persistence.no-snapshot-store" """;

    private readonly IHost host;

    private Engine(IHost host)
    {
        this.host = host;
        System = host.Services.GetRequiredService<ActorSystem>();
        Coordinator = host.Services.GetRequiredService<IReadOnlyActorRegistry>().Get<CoordinatorAkka.ISweeps>();
    }

    public ActorSystem System { get; }

    /// <summary>Takes the messages of sweeps and nodes.</summary>
    public IActorRef Coordinator { get; }

    /// <summary>Starts one.</summary>
    /// <param name="journal">Prepared; null = in memory.</param>
    /// <param name="observer">Hears what the sweeps do.</param>
    /// <param name="snapshots">Whether the sweeps keep snapshots, and read them.</param>
    public static async Task<Engine> StartAsync(JournalDatabase? journal, ISweepObserver observer, bool snapshots = true)
    {
        IMeasurementStore measurements = journal is null ? new NoMeasurements() : journal.Measurements;
        var projection = journal is null ? null : new SweepProjection(journal.Index);
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.AddAkka("engine", (akka, _) =>
        {
            akka.WithSerilog();
            if (journal is null)
            {
                akka.AddHocon(InMemory, HoconAddMode.Prepend);
            }
            else
            {
                akka.WithSqlJournal(journal);
            }
            if (!snapshots)
            {
                akka.AddHocon(WithoutSnapshots, HoconAddMode.Prepend);
            }
            akka.WithLocalCoordinator(
                scheduler =>
                    new SweepServices(measurements, scheduler, observer, "/nowhere", SamplerRegistry.Create,
                        TimeProvider.System)
                    { Projection = projection },
                new SchedulingOptions());
        });
        var host = builder.Build();
        await host.StartAsync();
        return new Engine(host);
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        host.Dispose();
    }

    private sealed class NoMeasurements : IMeasurementStore
    {
        public Task AppendAsync(IReadOnlyList<MeasurementRow> rows, CancellationToken cancellationToken = default) => Task.CompletedTask;

        public IAsyncEnumerable<MeasurementRow> ReadAsync(Contracts.Identifiers.SweepId sweep, int? trial = null,
            CancellationToken cancellationToken = default) =>
            AsyncEnumerable.Empty<MeasurementRow>();
    }

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
