using System.CommandLine;
using Orchestrator.Actors;
using Orchestrator.Actors.Transport.RabbitMq;
using Orchestrator.Cli.Clustered;
using Orchestrator.Cli.Embedded;
using Orchestrator.Coordinator.Artifacts;
using Orchestrator.Coordinator.Clustered;
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
        var (broker, database, home) = (ClusterOptions.Broker(), ClusterOptions.Database(), CommonOptions.Home());
        var listen = new Option<string>("--listen") { Description = "IP address of the HTTP API; off loopback it takes a token in ORCHESTRATOR_TOKEN, and TLS.", HelpName = "ADDRESS", DefaultValueFactory = _ => "127.0.0.1" };
        var port = new Option<int>("--port") { Description = "Its port.", HelpName = "PORT", DefaultValueFactory = _ => WebOptions.DefaultPort };
        var certificate = new Option<string?>("--certificate") { Description = "PEM file of the server's certificate.", HelpName = "FILE" };
        var key = new Option<string?>("--key") { Description = "PEM file of its private key.", HelpName = "FILE" };
        var insecure = new Option<bool>("--insecure") { Description = "Plain HTTP off loopback, behind something that ends TLS." };
        var advertise = new Option<string?>("--advertise") { Description = "Address of the API as nodes reach it, for data and checkpoints. [default: where it listens]", HelpName = "URL" };
        home.Description = $"Folder of data sets, checkpoints and models, shared with the other coordinators; nodes need not see it. [default: ${Home.Variable}, or .orchestrator]";
        var command = new ExampledCommand("coordinator", "Coordinates a cluster, or stands by until the one that does is gone.",
            ("orchestrator coordinator --home /shared/orchestrator", "broker and database from the environment"),
            ("orchestrator coordinator --broker amqp://guest:guest@localhost/ --database 'Host=localhost;Database=sweeps'", "all on this machine"))
        { broker, database, home, listen, port, certificate, key, insecure, advertise };
        command.SetAction((parsed, _) => ServeAsync(
            ClusterOptions.BrokerOf(parsed.GetValue(broker)), ClusterOptions.DatabaseOf(parsed.GetValue(database)), Home.At(parsed.GetValue(home)).Created(),
            Checked(new WebOptions(
                parsed.GetValue(listen)!, parsed.GetValue(port), Environment.GetEnvironmentVariable("ORCHESTRATOR_TOKEN"),
                parsed.GetValue(certificate), parsed.GetValue(key), parsed.GetValue(insecure))),
            parsed.GetValue(advertise)));
        return command;
    }

    private static WebOptions Checked(WebOptions web) =>
        web.Problems() is { Count: > 0 } problems ? throw new UserError(string.Join(" ", problems)) : web;

    private static async Task<int> ServeAsync(Uri broker, string database, Home home, WebOptions web, string? advertised)
    {
        var address = Advertised.Address(advertised, web);
        var store = new ArtifactStore(Path.Combine(home.Data, "blobs"), home.Sweeps);
        using var interrupts = new Interrupts();
        using var stopping = new CancellationTokenSource();
        await using var log = ConsoleLog.Create();
        await using var journal = await PostgresJournal.OpenAsync(database);
        await using var transport = await RabbitTransport.ConnectAsync(new RabbitOptions { Uri = broker, ClientName = "coordinator" });
        log.Information("Standing by for the coordinator's seat");
        var taking = CoordinatorSeat.TakeAsync(transport, stopping.Token);
        if (await Task.WhenAny(taking, interrupts.First) != taking)
        {
            await stopping.CancelAsync();
            return ExitCode.Success;
        }
        await using var seat = await taking;
        var feed = new SweepFeed(new LoggingObserver(log));
        await using var coordinator = await ClusterCoordinator.StartAsync(
            transport,
            journal,
            scheduler => new SweepServices(
                journal, scheduler, feed, home.Sweeps,
                SamplerRegistry.Create, TimeProvider.System, Store: store.At(address)),
            Lease,
            new ActorSystemOptions { Log = ActorLog.To(log) });
        await using var server = await CoordinatorServer.StartAsync(web, new ClusterGateway(coordinator, feed, journal, new DataDepot(home.Data), new DataSetStore(home.Cache)), artifacts: store);
        log.Information("This coordinator has the seat; its API is at {Address}, for nodes at {Advertised}", server.Address, address);
        if (await Task.WhenAny(interrupts.First, feed.Deposed) == feed.Deposed)
        {
            log.Error("Another coordinator has taken the seat: this one was cut off for too long, and ends");
            return ExitCode.Failure;
        }
        log.Information("Giving up the seat; the folds that run are taken up by the next coordinator");
        return ExitCode.Success;
    }
}
