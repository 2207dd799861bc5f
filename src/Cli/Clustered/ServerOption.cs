using System.CommandLine;
using Orchestrator.Coordinator.Web;
using Orchestrator.GpuNode.Data;

namespace Orchestrator.Cli.Clustered;

/// <summary>Which coordinator the commands speak to. A token is never an argument: all users of a machine see those.</summary>
internal static class ServerOption
{
    public const string Variable = "ORCHESTRATOR_SERVER";
    public const string TokenVariable = "ORCHESTRATOR_TOKEN";
    private static readonly string Default = $"http://localhost:{WebOptions.DefaultPort}";

    public static Option<string?> Create() => new("--server")
    {
        Description = $"The coordinator's address; its token is taken from ${TokenVariable}. [default: ${Variable}, or {Default}]",
        HelpName = "URL",
    };

    /// <summary>A client of the coordinator that the option, or else the environment, names.</summary>
    /// <exception cref="UserError">It is no address.</exception>
    public static OrchestratorClient Connect(string? option)
    {
        var chosen = option ?? Set(Variable) ?? Default;
        return Uri.TryCreate(chosen, UriKind.Absolute, out var server) && (server.Scheme == Uri.UriSchemeHttp || server.Scheme == Uri.UriSchemeHttps)
            ? new OrchestratorClient(server, Set(TokenVariable))
            : throw new UserError($"'{chosen}' is no address of a coordinator; one looks like {Default} or https://coordinator.example:{WebOptions.DefaultPort}.");
    }

    /// <summary>A client of the same coordinator that carries files.</summary>
    public static ArtifactClient Artifacts(OrchestratorClient client) => new(client.Server, Set(TokenVariable), TimeSpan.Zero);

    private static string? Set(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value.Trim() : null;
}
