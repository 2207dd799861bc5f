using System.CommandLine;
using Orchestrator.Actors;
using Orchestrator.Actors.Transport.RabbitMq;
using Orchestrator.Cli.Clustered;
using Orchestrator.Cli.Embedded;
using Orchestrator.Coordinator.Clustered;
using Orchestrator.Coordinator.Sweeping;
using Orchestrator.Coordinator.Web;
using Orchestrator.Journal.Postgres;
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
        home.Description = $"Folder of checkpoints and models, shared with the nodes. [default: ${Home.Variable}, or .orchestrator]";
        var command = new ExampledCommand("coordinator", "Coordinates a cluster, or stands by until the one that does is gone.",
            ("orchestrator coordinator --home /shared/orchestrator", "broker and database from the environment"),
            ("orchestrator coordinator --broker amqp://guest:guest@localhost/ --database 'Host=localhost;Database=sweeps'", "all on this machine"))
        { broker, database, home, listen, port, certificate, key, insecure };
        command.SetAction((parsed, _) => ServeAsync(
            ClusterOptions.BrokerOf(parsed.GetValue(broker)), ClusterOptions.DatabaseOf(parsed.GetValue(database)), Home.At(parsed.GetValue(home)).Created(),
            Checked(new WebOptions(
                parsed.GetValue(listen)!, parsed.GetValue(port), Environment.GetEnvironmentVariable("ORCHESTRATOR_TOKEN"),
                parsed.GetValue(certificate), parsed.GetValue(key), parsed.GetValue(insecure)))));
        return command;
    }

    private static WebOptions Checked(WebOptions web) =>
        web.Problems() is { Count: > 0 } problems ? throw new UserError(string.Join(" ", problems)) : web;

    private static async Task<int> ServeAsync(Uri broker, string database, Home home, WebOptions web)
    {
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
                SamplerRegistry.Create, TimeProvider.System),
            Lease,
            new ActorSystemOptions { Log = ActorLog.To(log) });
        await using var server = await CoordinatorServer.StartAsync(web, new ClusterGateway(coordinator, feed, journal));
        log.Information("This coordinator has the seat; its API is at {Address}", server.Address);
        if (await Task.WhenAny(interrupts.First, feed.Deposed) == feed.Deposed)
        {
            log.Error("Another coordinator has taken the seat: this one was cut off for too long, and ends");
            return ExitCode.Failure;
        }
        log.Information("Giving up the seat; the folds that run are taken up by the next coordinator");
        return ExitCode.Success;
    }
}
