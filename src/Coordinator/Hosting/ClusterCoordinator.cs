using System.Net;
using System.Net.Sockets;
using Akka.Actor;
using Akka.Cluster;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orchestrator.Contracts.Messages;
using Orchestrator.Coordinator.Persistence;
using Orchestrator.Coordinator.Scheduling;
using Orchestrator.Coordinator.Sweeps;
using Orchestrator.Plugins;
using Orchestrator.Remoting;
using Orchestrator.Search;
using Serilog;

namespace Orchestrator.Coordinator.Hosting;

/// <summary>A coordinator of a cluster: holds a share of the sweeps, and the scheduler while it is the oldest.</summary>
public sealed class ClusterCoordinator : IAsyncDisposable
{
    private static readonly TimeSpan AnnounceEvery = TimeSpan.FromSeconds(2), LastWait = TimeSpan.FromSeconds(5);

    private readonly IHost host;
    private readonly CoordinatorDirectory directory;
    private readonly Cluster cluster;
    private readonly ILogger log;
    private readonly string? api;
    private readonly CancellationTokenSource stopping = new();
    private volatile IReadOnlyList<CoordinatorEntry> live = [];
    private Task announcing = Task.CompletedTask;

    private ClusterCoordinator(IHost host, CoordinatorDirectory directory, string? api, ILogger log)
    {
        (this.host, this.directory, this.api, this.log) = (host, directory, api, log);
        System = host.Services.GetRequiredService<ActorSystem>();
        cluster = Cluster.Get(System);
        var registry = host.Services.GetRequiredService<IReadOnlyActorRegistry>();
        (Sweeps, Scheduler) = (registry.Get<CoordinatorAkka.ISweeps>(), registry.Get<CoordinatorAkka.IScheduler>());
    }

    /// <summary>Its actors.</summary>
    public ActorSystem System { get; }

    /// <summary>Takes any <see cref="ISweepMessage"/> to its sweep.</summary>
    public IActorRef Sweeps { get; }

    /// <summary>The scheduler, wherever it lives.</summary>
    public IActorRef Scheduler { get; }

    /// <summary>Whether it may be sent requests.</summary>
    public bool IsReady => Readiness.Of(cluster.SelfMember.Status, cluster.State.Members.Count, cluster.State.Unreachable.Count);

    /// <summary>Completes when it has ended without having been asked to: the others have gone on without it.</summary>
    public Task Downed => System.WhenTerminated;

    /// <summary>The HTTP APIs of the other coordinators that are there.</summary>
    public IReadOnlyList<Uri> OtherApis =>
        [.. live.Select(entry => entry.Api).Where(other => other.Length > 0 && other != api).Select(other => new Uri(other))];

    /// <summary>Goes to work.</summary>
    /// <param name="options">How it is reached.</param>
    /// <param name="journal">PostgreSQL, prepared. Stays the caller's.</param>
    /// <param name="directory">In the same database. Stays the caller's.</param>
    /// <param name="observer">Hears what the sweeps do that live here.</param>
    /// <param name="store">What nodes are told of the folder of checkpoints, given the APIs of the other coordinators.</param>
    /// <param name="log">For what its operator should know.</param>
    /// <param name="cancellationToken">Withdraws the start.</param>
    /// <exception cref="IOException">Its port is taken, or its address is not of this machine.</exception>
    /// <exception cref="JournalException">The database is away.</exception>
    public static async Task<ClusterCoordinator> StartAsync(
        ClusterCoordinatorOptions options, JournalDatabase journal, CoordinatorDirectory directory, ISweepObserver observer,
        Func<IReadOnlyList<Uri>, ArtifactPlace> store, ILogger log, CancellationToken cancellationToken)
    {
        RequireFreePort(options.Remoting);
        ClusterCoordinator? self = null;
        var scheduling = new SchedulingOptions
        {
            Lease = options.Lease,
            Time = options.Time,
            OpenSweeps = () => journal.Sweeps.OpenSweepsAsync(CancellationToken.None),
            Coordinators = () => self?.MemberAddresses() ?? [],
            News = observer.OnNode,
        };
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton<IHostLifetime, ProgramLifetime>();
        builder.Services.AddAkka(RemotingOptions.CoordinatorSystem, (akka, _) => akka
            .WithSerilog()
            .WithSqlJournal(journal)
            .WithCoordinatorCluster(options.Remoting)
            .WithSweeps(scheduler =>
                new SweepServices(journal.Measurements, scheduler, observer, options.ArtifactRoot, SamplerRegistry.Create, options.Time)
                {
                    Objection = PluginRegistry.Missing,
                    Lease = options.Lease,
                    Owner = $"{options.Remoting.Host}:{options.Remoting.Port}",
                    Store = () => store(self?.OtherApis ?? []),
                    KeepLogs = logs => journal.Logs.AppendAsync(logs),
                    Projection = new SweepProjection(journal.Index),
                })
            .WithScheduler(scheduling)
            .WithNodeEntry());
        var host = builder.Build();
        await host.StartAsync(cancellationToken).ConfigureAwait(false);
        self = new ClusterCoordinator(host, directory, options.Api?.AbsoluteUri, log);
        try
        {
            await new ClusterFormation(self.cluster, directory, options.Api?.AbsoluteUri ?? "", log).JoinAsync(cancellationToken)
                .ConfigureAwait(false);
        }
        catch
        {
            await self.DisposeAsync().ConfigureAwait(false);
            throw;
        }
        self.announcing = Task.Run(self.AnnounceAsync, CancellationToken.None);
        return self;
    }

    /// <summary>Leaves the cluster: the sweeps go on at another coordinator at once.</summary>
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync().ConfigureAwait(false);
        await announcing.ConfigureAwait(false);
        await host.StopAsync().ConfigureAwait(false);
        // Each phase of the shutdown has its limit, but an actor that does not end would be waited for without one.
        if (await Task.WhenAny(System.WhenTerminated, Task.Delay(LastWait, CancellationToken.None))
            .ConfigureAwait(false) != System.WhenTerminated)
        {
            log.Warning("Not all of this coordinator's actors have ended; it ends without them");
        }
        host.Dispose();
        try
        {
            await directory.WithdrawAsync(cluster.SelfAddress.ToString()).ConfigureAwait(false);
        }
        catch (JournalException e)
        {
            log.Warning("The database was not told that this coordinator has left: {Reason}", e.Message);
        }
        stopping.Dispose();
    }

    // Before the actors start: a system that could not listen does not end, and says why in many words.
    private static void RequireFreePort(RemotingOptions remoting)
    {
        var host = remoting.Bind ?? remoting.Host;
        try
        {
            var address = IPAddress.TryParse(host, out var known) ? known : Dns.GetHostAddresses(host)[0];
            using var probe = new TcpListener(address, remoting.Port);
            probe.Start();
        }
        catch (SocketException e)
        {
            throw new IOException($"The cluster's port {host}:{remoting.Port} cannot be listened on: {e.Message}", e);
        }
    }

    private IReadOnlyList<string> MemberAddresses() =>
        [.. cluster.State.Members.Where(m => m.Status == MemberStatus.Up).Select(m => $"{m.Address.Host}:{m.Address.Port}")];

    private async Task AnnounceAsync()
    {
        using var timer = new PeriodicTimer(AnnounceEvery);
        while (!stopping.IsCancellationRequested && !System.WhenTerminated.IsCompleted)
        {
            try
            {
                await directory.AnnounceAsync(cluster.SelfAddress.ToString(), api ?? "", stopping.Token).ConfigureAwait(false);
                live = await directory.LiveAsync(ClusterFormation.Freshness, stopping.Token).ConfigureAwait(false);
            }
            catch (JournalException e)
            {
                log.Warning("The database does not answer: {Reason}", e.Message);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            try
            {
                await timer.WaitForNextTickAsync(stopping.Token).ConfigureAwait(false); // also behind a failure, which may come at once
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }
}
