using Akka.Actor;
using Akka.Cluster.Hosting;
using Akka.Cluster.Hosting.SBR;
using Akka.Cluster.Sharding;
using Akka.Hosting;
using Akka.Remote.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Coordinator.Persistence;
using Orchestrator.Coordinator.Tests.Scripted;

namespace Orchestrator.Coordinator.Tests.Persistence;

/// <summary>The settings as a cluster needs them: shards that remember their sweeps in the journal, under leases in the same
/// database.</summary>
[Collection(PostgresCollection.Name)]
public sealed class ShardedSweepsTests(PostgresFixture postgres)
{
    private static readonly TimeSpan WaitLimit = TimeSpan.FromMinutes(2);
    private static readonly SweepId Sweep = new("walk-1");

    [SkippableFact]
    public async Task A_remembered_sweep_is_back_after_a_restart_of_the_cluster_and_leases_are_left_behind_by_none()
    {
        await using var database = JournalDatabase.Postgres(await postgres.PrepareAsync());
        var walk = new RandomWalk(Sample.Definition(trials: 2), 1).Events;
        using (var first = await StartAsync(database))
        {
            (await Region(first).Ask<long>(Envelope(new JournalingActor.Write(walk)), WaitLimit)).ShouldBe(walk.Count);
            (await CountAsync(database, "lease")).ShouldBeGreaterThanOrEqualTo(1);
            await first.StopAsync();
        }
        (await CountAsync(database, "lease")).ShouldBe(0, "all were released");
        (await CountAsync(database, "journal WHERE persistence_id NOT LIKE 'sweep-%'"))
            .ShouldBeGreaterThan(0, "the shard has remembered the sweep");

        using var second = await StartAsync(database);
        (await Region(second).Ask<JournalingActor.Recovered>(Envelope(new JournalingActor.Report()), WaitLimit))
            .SequenceNr.ShouldBe(walk.Count);
        (await database.Sweeps.ListAsync()).ShouldBe([Sweep]);
        await second.StopAsync();
    }

    private static Addressed Envelope(object message) => new(Sweep.Value, message);

    private static IActorRef Region(IHost host) => host.Services.GetRequiredService<ActorRegistry>().Get<JournalingActor>();

    private static async Task<IHost> StartAsync(JournalDatabase database)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.SetMinimumLevel(LogLevel.None);
        builder.Services.AddAkka("sharded", akka => akka
            .AddHocon(database.AkkaConfig, HoconAddMode.Append)
            .AddHocon("akka.cluster.sharding.distributed-data.durable.keys = []\nakka.cluster.min-nr-of-members = 1", HoconAddMode.Prepend)
            .WithRemoting(new RemoteOptions { HostName = "127.0.0.1", Port = 0 })
            .WithClustering(new ClusterOptions
            {
                Roles = ["coordinator"],
                SplitBrainResolver = new LeaseMajorityOption { Role = "coordinator", LeaseImplementation = new PostgresLeaseOption() },
            })
            .WithShardRegion<JournalingActor>(
                "sweep",
                id => Props.Create(() => new JournalingActor(new SweepId(id))),
                HashCodeMessageExtractor.Create(16, message => (message as Addressed)?.Sweep, message => (message as Addressed)?.Message!),
                new ShardOptions
                {
                    Role = "coordinator",
                    RememberEntities = true,
                    StateStoreMode = StateStoreMode.DData,
                    RememberEntitiesStore = RememberEntitiesStore.Eventsourced,
                    LeaseImplementation = new PostgresLeaseOption(),
                })
            .AddStartup((system, _) => Akka.Cluster.Cluster.Get(system).Join(Akka.Cluster.Cluster.Get(system).SelfAddress)));
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }

    private sealed record Addressed(string Sweep, object Message);

    private static async Task<long> CountAsync(JournalDatabase database, string table) => (await database.Store.ReadAsync(
        (connection, ct) => connection.RowsAsync($"SELECT count(*) FROM {database.Store.Prefix}{table}", row => row.GetInt64(0), ct),
            default))[0];
}
