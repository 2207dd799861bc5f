using Orchestrator.Contracts.Api;
using Orchestrator.Contracts.Validation;
using Orchestrator.Coordinator.Api;
using Orchestrator.Coordinator.Artifacts;
using Orchestrator.Coordinator.Persistence;
using Orchestrator.Coordinator.Sweeps;
using Orchestrator.Coordinator.Views;
using Orchestrator.Dashboard.Access;
using Orchestrator.Models.Data.Caching;
using Serilog;

namespace Orchestrator.Coordinator.Hosting;

/// <summary>A coordinator as a process of its own: a member of the cluster, the store of artifacts, and the HTTP API.</summary>
public static class CoordinatorService
{
    /// <summary>Serves until it is asked to stop, or the other coordinators have gone on without it.</summary>
    /// <param name="options">All that it is told.</param>
    /// <param name="observer">Hears what the sweeps do that live here.</param>
    /// <param name="log">For what its operator should know.</param>
    /// <param name="stop">Completes when it is to leave.</param>
    /// <exception cref="UserError">The environment asks for telemetry that cannot be sent.</exception>
    /// <exception cref="JournalException">The database is away.</exception>
    /// <exception cref="IOException">A port is taken, or a file cannot be read.</exception>
    public static async Task<CoordinatorEnd> RunAsync(CoordinatorServiceOptions options, ISweepObserver observer, ILogger log, Task stop)
    {
        var (telemetry, cluster) = (Telemetry(), options.Cluster);
        var store = new ArtifactStore(Path.Combine(options.DataFolder, "blobs"), cluster.ArtifactRoot);
        await using var journal = JournalDatabase.Postgres(options.Database);
        await journal.PrepareAsync().ConfigureAwait(false);
        await using var directory = new CoordinatorDirectory(options.Database);
        using var starting = new CancellationTokenSource();
        _ = stop.ContinueWith(_ => starting.CancelAsync(), TaskScheduler.Default);
        var joining = ClusterCoordinator.StartAsync(
            cluster, journal, directory, observer, others => store.At(cluster.Api, others), log, starting.Token);
        await ((Task)joining).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (joining.IsCanceled)
        {
            return CoordinatorEnd.Left;
        }
        await using var coordinator = await joining.ConfigureAwait(false);
        var gateway = new ClusterGateway(coordinator, journal, new DatasetCache(options.DataFolder),
            new DataSetStore(options.CacheFolder, options.DataLimit ?? long.MaxValue), cluster.ArtifactRoot);
        await using var retention = new BlobRetention(
            store, options.DataLimit, token => DataInUse.OfAsync(journal, token), news => log.Information("{News}", news)).Start();
        var views = new SweepViews(journal, TimeProvider.System, gateway, cluster.ArtifactRoot);
        var page = new DashboardExtension(new DashboardOptions(
            views, new SweepActions(gateway), new AccessTokens(options.Web.Token, options.Web.ReadToken),
            $"coordinator on {Environment.MachineName}"));
        await using var server = await CoordinatorServer.StartAsync(
            options.Web, gateway, artifacts: store, isReady: () => coordinator.IsReady, extensions: [telemetry, page], views: views,
            external: new ExternalGateway(coordinator.Sweeps, gateway.FindAsync))
            .ConfigureAwait(false);
        log.Information("This coordinator is in the cluster; its API is at {Address}, for nodes at {Advertised}", server.Address,
            cluster.Api);
        if (await Task.WhenAny(stop, coordinator.Downed).ConfigureAwait(false) != stop)
        {
            log.Error(
                "The other coordinators have gone on without this one, which was cut off or stood still for too long: it ends, and may "
                    + "be started again");
            return CoordinatorEnd.Downed;
        }
        log.Information("Leaving; the sweeps go on at the other coordinators, and the folds that run, run on");
        return CoordinatorEnd.Left;
    }

    private static CoordinatorTelemetry Telemetry()
    {
        try
        {
            return CoordinatorTelemetry.FromEnvironment();
        }
        catch (ArgumentException e)
        {
            throw new UserError(e.Message);
        }
    }
}
