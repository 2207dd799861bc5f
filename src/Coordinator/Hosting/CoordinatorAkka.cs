using Akka.Actor;
using Akka.Cluster.Hosting;
using Akka.Cluster.Hosting.SBR;
using Akka.Cluster.Sharding;
using Akka.Hosting;
using Akka.Logger.Serilog;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Coordinator.Persistence;
using Orchestrator.Coordinator.Scheduling;
using Orchestrator.Coordinator.Sweeps;
using Orchestrator.Remoting;

namespace Orchestrator.Coordinator.Hosting;

/// <summary>The parts of a coordinator as Akka.Hosting composes them: the same for one machine, for a cluster, and in tests.</summary>
public static class CoordinatorAkka
{
    // A shard or the scheduler that is handed over waits for its former place to give back the lease, which takes some milliseconds.
    private static readonly TimeSpan LeaseRetry = TimeSpan.FromMilliseconds(100);

    private const string Role = "coordinator", Scheduler = "scheduler", SweepType = "sweep";

    /// <summary>Whoever takes an <see cref="Contracts.Messages.ISweepMessage"/> to its sweep.</summary>
    public interface ISweeps;

    /// <summary>The scheduler, wherever it lives.</summary>
    public interface IScheduler;

    private interface ISchedulerSingleton;

    /// <summary>Sends what actors have to say to Serilog.</summary>
    public static AkkaConfigurationBuilder WithSerilog(this AkkaConfigurationBuilder akka) => akka
        .AddHocon(LoggingConfig.Hocon, HoconAddMode.Append)
        .ConfigureLoggers(loggers =>
        {
            loggers.ClearLoggers();
            loggers.LogLevel = Akka.Event.LogLevel.WarningLevel;
            loggers.AddLogger<SerilogLogger>();
        });

    /// <summary>Journals in a database. It was prepared.</summary>
    public static AkkaConfigurationBuilder WithSqlJournal(this AkkaConfigurationBuilder akka, JournalDatabase journal)
    {
        if (journal.AkkaSetup is { } setup)
        {
            akka.AddSetup(setup);
        }
        return akka.AddHocon(journal.AkkaConfig, HoconAddMode.Append);
    }

    /// <summary>Scheduler and sweeps of one machine, without a cluster.</summary>
    /// <param name="akka">The composition.</param>
    /// <param name="createServices">What the sweeps work with, given the scheduler.</param>
    /// <param name="scheduling">How slots are given away.</param>
    public static AkkaConfigurationBuilder WithLocalCoordinator(
        this AkkaConfigurationBuilder akka, Func<IActorRef, SweepServices> createServices, SchedulingOptions scheduling) =>
        akka.WithActors((system, registry) =>
            registry.Register<ISweeps>(system.ActorOf(Props.Create(() => new LocalCoordinatorActor(createServices, scheduling)), Role)));

    /// <summary>Membership of a cluster of coordinators. Which cluster, is decided later: see <see cref="ClusterFormation"/>.</summary>
    public static AkkaConfigurationBuilder WithCoordinatorCluster(this AkkaConfigurationBuilder akka, RemotingOptions remoting)
    {
        akka.AddHocon(ClusterConfig.Of(remoting), HoconAddMode.Prepend);
        if (remoting.Tls is { } tls)
        {
            akka.AddSetup(tls.ToSetup());
        }
        return akka.WithClustering(new ClusterOptions
        {
            Roles = [Role],
            SplitBrainResolver = new LeaseMajorityOption { Role = Role, LeaseImplementation = new PostgresLeaseOption() },
        });
    }

    /// <summary>The sweeps, each on one of the coordinators.</summary>
    /// <param name="akka">The composition.</param>
    /// <param name="createServices">What they work with, given the scheduler.</param>
    public static AkkaConfigurationBuilder WithSweeps(this AkkaConfigurationBuilder akka, Func<IActorRef, SweepServices> createServices) =>
        akka
        .WithSingletonProxy<IScheduler>(Scheduler, new ClusterSingletonOptions { Role = Role })
        .WithShardRegion<ISweeps>(
            SweepType,
            (_, registry, _) =>
            {
                var services = createServices(registry.Get<IScheduler>());
                return id => Props.Create(() => new SweepActor(new SweepId(id), services));
            },
            new SweepMessageExtractor(),
            new ShardOptions
            {
                Role = Role,
                RememberEntities = true,
                StateStoreMode = StateStoreMode.DData,
                RememberEntitiesStore = RememberEntitiesStore.Eventsourced,
                LeaseImplementation = new PostgresLeaseOption(),
                LeaseRetryInterval = LeaseRetry,
                ShouldPassivateIdleEntities = false,
            });

    /// <summary>The one scheduler of the cluster. Behind <see cref="WithSweeps"/>.</summary>
    public static AkkaConfigurationBuilder WithScheduler(this AkkaConfigurationBuilder akka, SchedulingOptions scheduling) => akka
        .WithSingleton<ISchedulerSingleton>(
            Scheduler,
            (_, registry, _) =>
            {
                var sweeps = registry.Get<ISweeps>();
                return Props.Create(() => new SchedulerActor(sweeps, scheduling));
            },
            new ClusterSingletonOptions { Role = Role, LeaseImplementation = new PostgresLeaseOption(), LeaseRetryInterval = LeaseRetry },
            createProxyToo: false);

    /// <summary>By which nodes speak to this coordinator. Behind <see cref="WithSweeps"/>.</summary>
    public static AkkaConfigurationBuilder WithNodeEntry(this AkkaConfigurationBuilder akka) => akka.WithActors((system, registry) =>
    {
        var (sweeps, scheduler) = (registry.Get<ISweeps>(), registry.Get<IScheduler>());
        system.ActorOf(Props.Create(() => new NodeEntryActor(sweeps, scheduler)), RemotingOptions.CoordinatorEntry);
    });
}
