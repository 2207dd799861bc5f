using System.CommandLine;
using Orchestrator.Contracts.Validation;
using Orchestrator.Coordinator.Api;

namespace Orchestrator.Cli.Settings;

/// <summary>Where the coordinator's HTTP API listens, and whom it lets in.</summary>
public sealed class WebServerOptions
{
    private const string ReadTokenVariable = "ORCHESTRATOR_READ_TOKEN";

    private readonly Option<string> listen = new("--listen")
    {
        Description = "IP address of the HTTP API. Off loopback it takes a token, a certificate and its key.",
        HelpName = "ADDRESS",
        DefaultValueFactory = _ => "127.0.0.1",
    };

    private readonly Option<int> port =
        new("--port") { Description = "Its port.", HelpName = "PORT", DefaultValueFactory = _ => WebOptions.DefaultPort };
    private readonly Option<string?> certificate = new("--certificate")
    {
        Description = "PEM file of the server's certificate, with the authorities between it and the root.",
        HelpName = "FILE"
    };
    private readonly Option<string?> key =
        new("--key") { Description = "PEM file of its private key, unless it is in the same file.", HelpName = "FILE" };
    private readonly Option<string?> token = new("--token-file")
    {
        Description = $"File of the token that clients present, unless {ServerOptions.TokenVariable} holds it.",
        HelpName = "FILE"
    };
    private readonly Option<string?> readToken = new("--read-token-file")
    {
        Description = $"File of a second token, which opens what only reads; or {ReadTokenVariable}.",
        HelpName = "FILE"
    };
    private readonly Option<bool> insecure = new("--insecure") { Description = "Plain HTTP off loopback, behind something that ends TLS." };

    /// <summary>Adds the options.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { listen, port, certificate, key, token, readToken, insecure })
        {
            command.Add(option);
        }
    }

    /// <summary>How to listen.</summary>
    /// <param name="parsed">Completed by <see cref="RoleSettings"/>.</param>
    /// <exception cref="UserError">That would let everybody in, or the certificate cannot be used.</exception>
    public WebOptions Read(ParseResult parsed)
    {
        var web = new WebOptions(
            parsed.GetValue(listen)!, parsed.GetValue(port), Secret.Of(parsed.GetValue(token), ServerOptions.TokenVariable),
            PemFile.Existing(parsed, certificate), PemFile.Existing(parsed, key), parsed.GetValue(insecure),
                Secret.Of(parsed.GetValue(readToken), ReadTokenVariable));
        if (web.Problems() is { Count: > 0 } problems)
        {
            throw new UserError(string.Join(" ", problems));
        }

        return web.CertificateProblem() is { } problem ? throw new UserError(problem) : web;
    }
}
