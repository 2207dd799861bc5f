using System.CommandLine;
using Orchestrator.Actors;
using Orchestrator.Actors.Transport.RabbitMq;
using Orchestrator.Cli.Clustered;
using Orchestrator.Cli.Embedded;
using Orchestrator.Coordinator.Clustered;
using Orchestrator.Coordinator.Sweeping;
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
        home.Description = $"Folder of checkpoints and models, shared with the nodes. [default: ${Home.Variable}, or .orchestrator]";
        var command = new ExampledCommand("coordinator", "Coordinates a cluster, or stands by until the one that does is gone.",
            ("orchestrator coordinator --home /shared/orchestrator", "broker and database from the environment"),
            ("orchestrator coordinator --broker amqp://guest:guest@localhost/ --database 'Host=localhost;Database=sweeps'", "all on this machine"))
        { broker, database, home };
        command.SetAction((parsed, _) => ServeAsync(
            ClusterOptions.BrokerOf(parsed.GetValue(broker)), ClusterOptions.DatabaseOf(parsed.GetValue(database)), Home.At(parsed.GetValue(home)).Created()));
        return command;
    }

    private static async Task<int> ServeAsync(Uri broker, string database, Home home)
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
        await using var coordinator = await ClusterCoordinator.StartAsync(
            transport,
            journal,
            scheduler => new SweepServices(
                journal, scheduler, new LoggingObserver(log), home.Sweeps,
                definition => SamplerRegistry.Create(definition.Search.Algorithm, definition.Space, definition.Seed), TimeProvider.System),
            Lease,
            new ActorSystemOptions { Log = ActorLog.To(log) });
        log.Information("This coordinator has the seat");
        await interrupts.First;
        log.Information("Giving up the seat; the folds that run are taken up by the next coordinator");
        return ExitCode.Success;
    }
}
