using System.CommandLine;
using Orchestrator.Cli.Embedded;
using Orchestrator.Client.Sweeps;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Validation;
using Orchestrator.Plugins;

namespace Orchestrator.Cli.Settings;

/// <summary><c>--home</c> and <c>--server</c>, of which a command takes one.</summary>
internal sealed class SweepClientOptions
{
    /// <summary>A folder on this machine.</summary>
    public Option<string?> Home { get; } = CommonOptions.Home();

    /// <summary>A cluster.</summary>
    public ServerOptions Server { get; } = new(optional: true);

    /// <summary>Adds the options.</summary>
    public void AddTo(Command command)
    {
        command.Add(Home);
        Server.AddTo(command);
    }

    /// <summary>Whether a cluster is meant: <c>--server</c> is given, or <c>ORCHESTRATOR_SERVER</c> is set and <c>--home</c> not
    /// given.</summary>
    /// <exception cref="UserError">Both are given.</exception>
    public bool MeansCluster(ParseResult parsed) => (parsed.GetValue(Server.Server), parsed.GetValue(Home)) switch
    {
        ({ }, { }) => throw new UserError("Choose one of --server (a cluster's sweeps) and --home (this machine's)."),
        ({ }, _) => true,
        (_, { }) => false,
        _ => Environment.GetEnvironmentVariable(ServerOptions.Variable) is { Length: > 0 },
    };

    /// <summary>Loads the plug-ins of a sweep: the copies that its home keeps; of a cluster's sweep those of <c>--plugins</c>, or what lies
    /// where it was submitted from.</summary>
    /// <exception cref="UserError">One is not here with the content that the sweep has.</exception>
    public async Task BringPluginsAsync(ParseResult parsed, SweepDefinition definition)
    {
        if (!MeansCluster(parsed))
        {
            await new SweepPlugins(DataDirectory.At(parsed.GetValue(Home))).KeepAsync(definition);
            return;
        }

        foreach (var plugin in definition.Plugins ?? [])
        {
            PluginRegistry.Add(plugin);
        }
    }

    /// <summary>The place that is meant.</summary>
    /// <exception cref="UserError">It is not there.</exception>
    public ISweepClient Open(ParseResult parsed) =>
        MeansCluster(parsed)
            ? new RemoteSweepClient(Server.Connect(parsed))
            : new LocalSweepClient(Embedded.DataDirectory.At(parsed.GetValue(Home)).Existing());
}
