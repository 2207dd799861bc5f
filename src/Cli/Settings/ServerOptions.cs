using System.CommandLine;
using System.Security.Cryptography.X509Certificates;
using Orchestrator.Client;
using Orchestrator.Contracts.Validation;
using Orchestrator.Coordinator.Api;

namespace Orchestrator.Cli.Settings;

/// <summary>Which cluster the commands speak to. A token is never an argument: all users of a machine see those.</summary>
internal sealed class ServerOptions
{
    public const string Variable = OrchestratorClient.ServerVariable;
    public const string TokenVariable = OrchestratorClient.TokenVariable;
    private const string AuthorityVariable = "ORCHESTRATOR_SERVER_CA";
    private static readonly string Default = $"http://localhost:{WebOptions.DefaultPort}";

    /// <param name="optional">Whether the command can do without a cluster.</param>
    public ServerOptions(bool optional = false) => Server = new Option<string?>("--server")
    {
        Description =
            $"Address of the cluster's coordinator, or of all its coordinators, separated by commas; the token is taken from "
                + $"{TokenVariable} or the file that {TokenVariable}_FILE names. [default: {Variable}, "
                + $"{(optional ? "else this machine's sweeps" : $"or {Default}")}]",
        HelpName = "URL",
    };

    /// <summary>The addresses.</summary>
    public Option<string?> Server { get; }

    /// <summary>Whom to trust.</summary>
    public Option<string?> Authority { get; } = new("--server-ca")
    {
        Description =
            $"PEM file of the authority that the coordinator's certificate must descend from. [default: {AuthorityVariable}, or the "
                + $"system's]",
        HelpName = "FILE",
    };

    /// <summary>Adds the options.</summary>
    public void AddTo(Command command)
    {
        command.Add(Server);
        command.Add(Authority);
    }

    /// <summary>A client of the cluster that the options, or else the environment, name.</summary>
    /// <exception cref="UserError">They name none, or the token would cross the network readable.</exception>
    public OrchestratorClient Connect(ParseResult parsed)
    {
        var chosen = parsed.GetValue(Server) ?? Secret.Value(Variable) ?? Default;
        var servers = chosen.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Address).ToArray();
        if (servers.Length == 0)
        {
            throw NoAddress(chosen);
        }

        var token = Secret.InEnvironment(TokenVariable);
        if (token is not null && servers.FirstOrDefault(server => server.Scheme == Uri.UriSchemeHttp && !server.IsLoopback) is { } plain)
        {
            throw new UserError(
                $"{plain.Host} is another machine, and http would send the token readable: use https, with --server-ca FILE for a "
                    + $"private authority.");
        }

        return new OrchestratorClient(servers, token, Trusted(parsed));
    }

    private static Uri Address(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var server) && (server.Scheme == Uri.UriSchemeHttp || server.Scheme == Uri.UriSchemeHttps)
            ? server : throw NoAddress(text);

    private static UserError NoAddress(string text) =>
        new($"'{text}' is no address of a coordinator; one looks like {Default} or https://coordinator.example:{WebOptions.DefaultPort}.");

    private X509Certificate2Collection? Trusted(ParseResult parsed) =>
        (parsed.GetValue(Authority) ?? Secret.Value(AuthorityVariable)) is { } path ? PemFile.Authorities(path) : null;
}
