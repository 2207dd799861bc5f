using Akka.Actor;
using Akka.Configuration;
using Orchestrator.Contracts.Api;
using Orchestrator.Contracts.Messages;
using Orchestrator.Coordinator.Hosting;
using Orchestrator.Coordinator.Persistence;
using Orchestrator.Coordinator.Scheduling;
using Orchestrator.Coordinator.Sweeps;
using Orchestrator.Remoting;
using Orchestrator.Search;

namespace Orchestrator.Cluster.Tests.Scripted;

/// <summary>A coordinator that nodes reach over loopback, as one of a cluster, but which is all there is of it: nobody has to be found or
/// outvoted.</summary>
internal sealed class TestCoordinator
{
    private readonly ActorSystem system;
    private readonly IActorRef sweeps;

    /// <param name="address">Where nodes reach it, <c>host:port</c>.</param>
    /// <param name="all">All that there may ever be.</param>
    /// <param name="journal">Prepared. Stays the caller's.</param>
    /// <param name="observer">Hears what its sweeps do.</param>
    /// <param name="lease">How long nodes may be out of sight.</param>
    /// <param name="sabotage">Interferes with its writes; null = nobody does.</param>
    public TestCoordinator(
        string address, IReadOnlyList<string> all, JournalDatabase journal, ISweepObserver observer, TimeSpan lease,
            FaultInjector? sabotage = null)
    {
        Address = address;
        var remoting = new RemotingOptions { Port = int.Parse(address.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture) };
        var tampered = sabotage is null ? "" : TamperedJournal.Hocon(address, sabotage);
        system = ActorSystem.Create(RemotingOptions.CoordinatorSystem, ConfigurationFactory.ParseString(
            tampered + "akka.actor.provider = remote\n" + LoggingConfig.Hocon + RemotingConfig.Of(remoting) + ClusterSerializer.Hocon)
            .WithFallback(ConfigurationFactory.ParseString(journal.AkkaConfig)));
        IMeasurementStore measurements = sabotage is null ? journal.Measurements : new TamperedMeasurements(journal.Measurements, sabotage);
        var scheduling =
            new SchedulingOptions
            {
                Lease = lease,
                Coordinators = () => all,
                News = observer.OnNode,
                ObstacleDelay = TimeSpan.FromMilliseconds(200)
            };
        Func<IActorRef, SweepServices> services = granting => new SweepServices(
            measurements, granting, observer, "/artifacts", SamplerRegistry.Create, TimeProvider.System)
        { Lease = lease, Owner = address, KeepLogs = logs => journal.Logs.AppendAsync(logs) };
        sweeps = system.ActorOf(Props.Create(() => new LocalCoordinatorActor(services, scheduling)), "coordinator");
        var (forSweeps, forScheduler) = (sweeps, system.ActorSelection("/user/coordinator/scheduler"));
        system.ActorOf(Props.Create(() => new Entry(forSweeps, forScheduler)), RemotingOptions.CoordinatorEntry);
    }

    /// <summary>Where nodes reach it.</summary>
    public string Address { get; }

    /// <summary>Tells a sweep something.</summary>
    public void Tell(ISweepMessage message) => sweeps.Tell(message);

    /// <summary>The nodes that it knows.</summary>
    public async Task<IReadOnlyList<NodeStatus>> NodesAsync() =>
        (await sweeps.Ask<NodesDescribed>(new DescribeNodes(), TestCluster.WaitLimit)).Nodes;

    /// <summary>Drains a node.</summary>
    /// <exception cref="AskTimeoutException">The node has not confirmed it in time.</exception>
    public Task DrainAsync(string node, TimeSpan timeout) => sweeps.Ask<NodeDrains>(new DrainNode(node), timeout);

    /// <summary>Ends it on the spot: nobody is told.</summary>
    public Task KillAsync() => system.Terminate();

    // As NodeEntryActor of a cluster's coordinator.
    private sealed class Entry(IActorRef sweeps, ActorSelection scheduler) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            if (message is WorkerReports or LeasesReported)
            {
                sweeps.Forward(message);
            }
            else
            {
                scheduler.Tell(message, Sender);
            }
        }
    }
}
