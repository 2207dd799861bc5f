using System.CommandLine;
using System.Net;
using Orchestrator.Contracts.Validation;
using Orchestrator.Remoting;

namespace Orchestrator.Cli.Settings;

/// <summary>Where a coordinator or a node listens for the others of its cluster, and how they prove who they are.</summary>
public sealed class RemotingSettings
{
    private readonly Option<string> host = new("--host")
    {
        Description = "Name or address under which the machines of the cluster reach this one. Off loopback it takes certificates.",
        HelpName = "HOST",
        DefaultValueFactory = _ => "127.0.0.1",
    };

    private readonly Option<string?> bind =
        new("--bind") { Description = "Address that is listened on, where it is another. [default: that of --host]", HelpName = "ADDRESS" };
    private readonly Option<int> port;
    private readonly Option<string?> certificate =
        new("--cluster-certificate") { Description = "PEM file of this machine's certificate, which names --host.", HelpName = "FILE" };
    private readonly Option<string?> key =
        new("--cluster-key") { Description = "PEM file of its private key, unless it is in the same file.", HelpName = "FILE" };
    private readonly Option<string?> authority = new("--cluster-ca")
    {
        Description = "PEM file of the authority that the certificates of all machines of the cluster descend from.",
        HelpName = "FILE"
    };
    private readonly Option<bool> insecure = new("--insecure-cluster")
    {
        Description = "Plain TCP off loopback, where something else protects the network: whoever reaches the port can run code."
    };

    /// <param name="defaultPort">The port where none is given; 0 = any free one.</param>
    public RemotingSettings(int defaultPort) => port = new Option<int>("--cluster-port")
    {
        Description =
            $"The port that the other machines of the cluster reach. [default: {(defaultPort == 0 ? "any free one" : defaultPort)}]",
        HelpName = "PORT",
        DefaultValueFactory = _ => defaultPort,
    };

    /// <summary>Adds the options.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { host, bind, port, certificate, key, authority, insecure })
        {
            command.Add(option);
        }
    }

    /// <summary>How to listen.</summary>
    /// <param name="parsed">Completed by <see cref="RoleSettings"/>.</param>
    /// <exception cref="UserError">That would let everybody in, or a certificate cannot be used.</exception>
    public RemotingOptions Read(ParseResult parsed)
    {
        if (parsed.GetValue(port) is < 0 or > IPEndPoint.MaxPort)
        {
            throw new UserError($"--cluster-port {parsed.GetValue(port)}: from 0 to {IPEndPoint.MaxPort}.");
        }
        var options = new RemotingOptions
        {
            Host = parsed.GetValue(host)!,
            Bind = parsed.GetValue(bind),
            Port = parsed.GetValue(port),
            Tls = Tls(parsed),
        };
        if (options.Tls is null && !parsed.GetValue(insecure) && !options.IsOfThisMachine)
        {
            throw new UserError(
                $"The cluster's port on {options.Host} can be reached from other machines: name --cluster-certificate, --cluster-key "
                    + $"and --cluster-ca, "
                + "or say --insecure-cluster where something else protects it.");
        }
        return options;
    }

    private RemotingTls? Tls(ParseResult parsed)
    {
        var (own, secret, root) =
            (PemFile.Existing(parsed, certificate), PemFile.Existing(parsed, key), PemFile.Existing(parsed, authority));
        if (own is null && secret is null && root is null)
        {
            return null;
        }
        if (own is null || root is null)
        {
            throw new UserError(
                "Certificates of the cluster take both --cluster-certificate and --cluster-ca: each machine shows its own, and trusts "
                    + "those of one authority.");
        }
        var tls = new RemotingTls(own, secret, root);
        return tls.Problem() is { } problem ? throw new UserError(problem) : tls;
    }
}
