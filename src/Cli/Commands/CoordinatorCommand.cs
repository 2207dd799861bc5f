using System.CommandLine;
using Orchestrator.Cli.Embedded;
using Orchestrator.Cli.PluginProjects;
using Orchestrator.Cli.Screens;
using Orchestrator.Cli.Settings;
using Orchestrator.Contracts.Validation;
using Orchestrator.Coordinator.Api;
using Orchestrator.Coordinator.Hosting;
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
        var plugins = CommonOptions.Plugins();
        var limit = new Option<double?>("--data-limit")
        {
            Description =
                "Most GiB of data sets as they were sent, and of those made ready to be read; what no sweep that goes on needs then goes, "
                    + "the one used longest ago first. [default: no limit]",
            HelpName = "GIB",
        };
        var lease = LeaseOption.Create(
            "Seconds for which a node may be out of sight before its folds run elsewhere; the same on all coordinators and nodes.");
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
        foreach (var option in new Option[] { advertise, lease, limit, plugins })
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
            PluginFolders.Load(parsed.GetValue(plugins));
            var listen = web.Read(parsed);
            var place = DataDirectory.At(parsed.GetValue(home)).Created();
            return ServeAsync(new CoordinatorServiceOptions
            {
                Cluster = new ClusterCoordinatorOptions
                {
                    Remoting = cluster.Read(parsed),
                    Api = Advertised(parsed.GetValue(advertise)) ?? listen.Reachable,
                    ArtifactRoot = place.Sweeps,
                    Lease = LeaseOption.Read(parsed.GetValue(lease)),
                },
                Database = database.Read(parsed),
                Web = listen,
                DataFolder = place.Data,
                CacheFolder = place.Cache,
                DataLimit = (long?)(parsed.GetValue(limit) * (1L << 30)),
            });
        });
        return command;
    }

    // What it says its API's address is.
    private static Uri? Advertised(string? option) =>
        option is null ? null
        : Uri.TryCreate(option, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address
        : throw new UserError($"--advertise is an address such as https://coordinator.example:{WebOptions.DefaultPort}, not '{option}'.");

    private static async Task<int> ServeAsync(CoordinatorServiceOptions options)
    {
        using var interrupts = new Interrupts();
        await using var log = ConsoleLog.Create();
        Log.Logger = log; // whom the actors tell
        return await CoordinatorService.RunAsync(options, new LoggingObserver(log, EventLine.ForLog), log, interrupts.First) switch
        {
            CoordinatorEnd.Downed => ExitCode.Downed,
            _ => ExitCode.Success,
        };
    }
}
