using System.CommandLine;
using Orchestrator.Actors;
using Orchestrator.Actors.Transport.RabbitMq;
using Orchestrator.Cli.Clustered;
using Orchestrator.Cli.Embedded;
using Orchestrator.Cli.Settings;
using Orchestrator.Coordinator.Clustered;
using Orchestrator.Coordinator.Journaling;
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
        var (broker, database, web, home, settings) = (new BrokerOptions(), new DatabaseOptions(), new WebServerOptions(), CommonOptions.Home(), new RoleSettings());
        home.Description = $"Folder of checkpoints and models, shared with the nodes. [default: ${Home.Variable}, or .orchestrator]";
        var command = new ExampledCommand("coordinator", "Coordinates a cluster, or stands by until the one that does is gone.",
            ("orchestrator coordinator --home /shared/orchestrator", "broker and database from the environment"),
            ("orchestrator coordinator --broker amqp://guest:guest@localhost/ --database 'Host=localhost;Database=sweeps'", "all on this machine"),
            ("orchestrator coordinator --config /etc/orchestrator/coordinator.yaml", "all from a file; deploy/coordinator.yaml shows one"))
        { settings.Config, home };
        broker.AddTo(command);
        database.AddTo(command);
        web.AddTo(command);
        command.SetAction((given, _) =>
        {
            var parsed = settings.Complete(given);
            return ServeAsync(broker.Read(parsed, "coordinator"), database.Read(parsed), web.Read(parsed), Home.At(parsed.GetValue(home)).Created());
        });
        return command;
    }

    private static async Task<int> ServeAsync(RabbitOptions broker, string database, WebOptions web, Home home)
    {
        using var interrupts = new Interrupts();
        using var stopping = new CancellationTokenSource();
        await using var log = ConsoleLog.Create();
        await using var journal = await PostgresJournal.OpenAsync(database);
        await using var transport = await RabbitTransport.ConnectAsync(broker);
        log.Information("Standing by for the coordinator's seat");
        var taking = CoordinatorSeat.TakeAsync(transport, stopping.Token);
        if (await Task.WhenAny(taking, interrupts.First) != taking)
        {
            await stopping.CancelAsync();
            return ExitCode.Success;
        }
        await using var seat = await taking;
        var archive = new SweepArchive(journal);
        var catalog = new SweepCatalog(archive, new LoggingObserver(log));
        var feed = new SweepFeed(catalog);
        await using var coordinator = await ClusterCoordinator.StartAsync(
            transport,
            journal,
            scheduler => new SweepServices(
                journal, scheduler, feed, home.Sweeps,
                definition => SamplerRegistry.Create(definition.Search.Algorithm, definition.Space, definition.Seed), TimeProvider.System),
            Lease,
            new ActorSystemOptions { Log = ActorLog.To(log) });
        await using var server = await CoordinatorServer.StartAsync(web, new ClusterGateway(coordinator, feed, catalog, archive));
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
