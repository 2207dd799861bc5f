using System.CommandLine;
using Orchestrator.Actors;
using Orchestrator.Actors.Transport.RabbitMq;
using Orchestrator.Cli.Clustered;
using Orchestrator.Cli.Embedded;
using Orchestrator.Cli.Settings;
using Orchestrator.Coordinator.Artifacts;
using Orchestrator.Coordinator.Clustered;
using Orchestrator.Coordinator.Journaling;
using Orchestrator.Coordinator.Sharding;
using Orchestrator.Coordinator.Sweeping;
using Orchestrator.Coordinator.Web;
using Orchestrator.GpuNode.Data;
using Orchestrator.Journal.Postgres;
using Orchestrator.Models.Data.Caching;
using Orchestrator.Search.Samplers;

namespace Orchestrator.Cli.Commands;

/// <summary><c>orchestrator coordinator</c>.</summary>
internal static class CoordinatorCommand
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(10);

    public static Command Create()
    {
        var (broker, database, web, home, settings) = (new BrokerOptions(), new DatabaseOptions(), new WebServerOptions(), CommonOptions.Home(), new RoleSettings());
        var advertise = new Option<string?>("--advertise") { Description = "Address of the API as nodes reach it, for data and checkpoints. [default: where it listens]", HelpName = "URL" };
        var limit = new Option<double?>("--data-limit") { Description = "Most GiB of data sets as they were sent, and of those made ready to be read; what no sweep that goes on needs then goes, the one used longest ago first. [default: no limit]", HelpName = "GIB" };
        home.Description = $"Folder of data sets, checkpoints and models, shared with the other coordinators; nodes need not see it. [default: ${Home.Variable}, or .orchestrator]";
        var name = new Option<string?>("--name") { Description = "Its name, for the log. [default: the machine's and the port]", HelpName = "NAME" };
        var command = new ExampledCommand("coordinator", "Coordinates a cluster: holds a share of its sweeps, and serves the API while it has the seat. Start as many as you like.",
            ("orchestrator coordinator --home /shared/orchestrator", "broker and database from the environment"),
            ("orchestrator coordinator --broker amqp://guest:guest@localhost/ --database 'Host=localhost;Database=sweeps'", "all on this machine"),
            ("orchestrator coordinator --config /etc/orchestrator/coordinator.yaml", "all from a file; deploy/coordinator.yaml shows one"))
        { settings.Config, home };
        broker.AddTo(command);
        database.AddTo(command);
        web.AddTo(command);
        command.Add(advertise);
        command.Add(name);
        command.Add(limit);
        command.SetAction((given, _) =>
        {
            var parsed = settings.Complete(given);
            if (parsed.GetValue(limit) is not (null or > 0 and <= 1 << 30)) throw new UserError("--data-limit is a number of GiB above 0.");
            var listen = web.Read(parsed);
            return ServeAsync(
                parsed.GetValue(name) ?? $"{Environment.MachineName}-{listen.Port}", broker.Read(parsed, "coordinator"), database.Read(parsed), listen,
                Home.At(parsed.GetValue(home)).Created(), parsed.GetValue(advertise), (long?)(parsed.GetValue(limit) * (1L << 30)));
        });
        return command;
    }

    private static async Task<int> ServeAsync(
        string name, RabbitOptions broker, string database, WebOptions web, Home home, string? advertised, long? dataLimit)
    {
        var address = Advertised.Address(advertised, web);
        var store = new ArtifactStore(Path.Combine(home.Data, "blobs"), home.Sweeps);
        if (address is not null) store.Announce(address);
        using var interrupts = new Interrupts();
        using var stopping = new CancellationTokenSource();
        await using var log = ConsoleLog.Create();
        await using var journal = await PostgresJournal.OpenAsync(database);
        await using var transport = await RabbitTransport.ConnectAsync(broker);
        var archive = new SweepArchive(journal);
        var catalog = new SweepCatalog(archive, new LoggingObserver(log));
        var feed = new SweepFeed(catalog);
        var options = new ActorSystemOptions { Log = ActorLog.To(log) };
        await using var holder = await SweepHolder.JoinAsync(
            transport,
            name,
            scheduler => new SweepServices(journal, scheduler, feed, home.Sweeps, SamplerRegistry.Create, TimeProvider.System, Store: () => store.At(address)),
            options);
        log.Information("{Holder} is ready to hold sweeps, and stands by for the coordinator's seat", holder.Name);
        var taking = CoordinatorSeat.TakeAsync(transport, stopping.Token);
        if (await Task.WhenAny(taking, interrupts.First) != taking)
        {
            await stopping.CancelAsync();
            return ExitCode.Success;
        }
        await using var seat = await taking;
        await using var coordinator = await ClusterCoordinator.StartAsync(transport, journal, holder, Lease, options);
        var gateway = new ClusterGateway(coordinator, feed, catalog, archive, new DataDepot(home.Data), new DataSetStore(home.Cache, dataLimit ?? long.MaxValue));
        await using var retention = new BlobRetention(store, dataLimit, stop => DataInUse.OfAsync(catalog, stop), news => log.Information("{News}", news)).Start();
        await using var server = await CoordinatorServer.StartAsync(web, gateway, artifacts: store);
        log.Information("This coordinator has the seat; its API is at {Address}, for nodes at {Advertised}", server.Address, address);
        if (await Task.WhenAny(interrupts.First, feed.Deposed, coordinator.Superseded) != interrupts.First)
        {
            log.Error("Another coordinator has taken the seat: this one was cut off for too long, and ends");
            return ExitCode.Failure;
        }
        log.Information("Giving up the seat; the folds that run are taken up by the next coordinator");
        return ExitCode.Success;
    }
}
