using System.CommandLine;
using Orchestrator.Cli.Clustered;
using Orchestrator.Cli.Embedded;
using Orchestrator.Cli.Settings;
using Orchestrator.Contracts.Validation;
using Orchestrator.Coordinator.Api;
using Orchestrator.Coordinator.Artifacts;
using Orchestrator.Coordinator.Hosting;
using Orchestrator.Coordinator.Persistence;
using Orchestrator.GpuNode.Storage;
using Orchestrator.Models.Data.Caching;
using Orchestrator.Remoting;
using Serilog;

namespace Orchestrator.Cli.Commands;

/// <summary><c>orchestrator coordinator</c>.</summary>
internal static class CoordinatorCommand
{
    public static Command Create()
    {
        var (database, cluster, web, settings) =
            (new DatabaseOptions(), new RemotingSettings(RemotingOptions.DefaultPort), new WebServerOptions(), new RoleSettings());
        var home = CommonOptions.Home();
        home.Description =
            $"Folder of data sets, checkpoints and models, shared with the other coordinators; nodes need not see it. [default: "
                + $"${DataDirectory.Variable}, or .orchestrator]";
        var advertise = new Option<string?>("--advertise")
        {
            Description = "Address of the API as nodes reach it, for data and checkpoints. [default: where it listens]",
            HelpName = "URL"
        };
        var limit = new Option<double?>("--data-limit")
        {
            Description =
                "Most GiB of data sets as they were sent, and of those made ready to be read; what no sweep that goes on needs then goes, "
                    + "the one used longest ago first. [default: no limit]",
            HelpName = "GIB",
        };
        var lease = new Option<double>("--lease")
        {
            Description =
                "Seconds for which a node may be out of sight before its folds run elsewhere; the same on all coordinators and nodes.",
            HelpName = "SECONDS",
            DefaultValueFactory = _ => ClusterLease.Default.TotalSeconds,
        };
        var command =
            new ExampledCommand("coordinator",
                "Coordinates a cluster: holds a share of its sweeps and serves the API. Start as many as you like; they find each other "
                + "by the database.",
            ("orchestrator coordinator --database 'Host=localhost;Database=sweeps'", "on this machine"),
            ("orchestrator coordinator --port 7080 --cluster-port 7081", "a second one beside it; the database from ORCHESTRATOR_DATABASE"),
            ("orchestrator coordinator --config /etc/orchestrator/coordinator.yaml", "all from a file; deploy/coordinator.yaml shows one"))
        { settings.Config, home };
        database.AddTo(command);
        cluster.AddTo(command);
        web.AddTo(command);
        foreach (var option in new Option[] { advertise, lease, limit })
        {
            command.Add(option);
        }
        command.SetAction((given, _) =>
        {
            var parsed = settings.Complete(given);
            if (parsed.GetValue(limit) is not (null or > 0 and <= 1 << 30))
            {
                throw new UserError("--data-limit is a number of GiB above 0.");
            }
            var listen = web.Read(parsed);
            var place = DataDirectory.At(parsed.GetValue(home)).Created();
            var options = new ClusterCoordinatorOptions
            {
                Remoting = cluster.Read(parsed),
                Api = Advertised.Address(parsed.GetValue(advertise), listen),
                ArtifactRoot = place.Sweeps,
                Lease = ClusterLease.Read(parsed.GetValue(lease)),
            };
            return ServeAsync(options, database.Read(parsed), listen, place, (long?)(parsed.GetValue(limit) * (1L << 30)));
        });
        return command;
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

    private static async Task<int> ServeAsync(ClusterCoordinatorOptions options, string database, WebOptions web, DataDirectory home,
        long? dataLimit)
    {
        var telemetry = Telemetry();
        using var interrupts = new Interrupts();
        await using var log = ConsoleLog.Create();
        Log.Logger = log; // whom the actors tell
        var store = new ArtifactStore(Path.Combine(home.Data, "blobs"), home.Sweeps);
        await using var journal = JournalDatabase.Postgres(database);
        await journal.PrepareAsync();
        await using var directory = new CoordinatorDirectory(database);
        using var starting = new CancellationTokenSource();
        _ = interrupts.First.ContinueWith(_ => starting.CancelAsync(), TaskScheduler.Default);
        var joining = ClusterCoordinator.StartAsync(
            options, journal, directory, new LoggingObserver(log), others => store.At(options.Api, others), log, starting.Token);
        await ((Task)joining).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (joining.IsCanceled)
        {
            return ExitCode.Success;
        }
        await using var coordinator = await joining;
        var gateway =
            new ClusterGateway(coordinator, journal, new DatasetCache(home.Data), new DataSetStore(home.Cache, dataLimit ?? long.MaxValue));
        await using var retention = new BlobRetention(
            store, dataLimit, stop => DataInUse.OfAsync(journal, stop), news => log.Information("{News}", news)).Start();
        await using var server = await CoordinatorServer.StartAsync(
            web, gateway, artifacts: store, isReady: () => coordinator.IsReady, extension: telemetry);
        log.Information("This coordinator is in the cluster; its API is at {Address}, for nodes at {Advertised}", server.Address,
            options.Api);
        if (await Task.WhenAny(interrupts.First, coordinator.Downed) != interrupts.First)
        {
            log.Error(
                "The other coordinators have gone on without this one, which was cut off or stood still for too long: it ends, and may "
                    + "be started again");
            return ExitCode.Downed;
        }
        log.Information("Leaving; the sweeps go on at the other coordinators, and the folds that run, run on");
        return ExitCode.Success;
    }
}
