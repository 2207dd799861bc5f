using System.CommandLine;
using Orchestrator.Actors.Transport.RabbitMq;
using Orchestrator.Cli.Settings;

namespace Orchestrator.Cli.Clustered;

/// <summary>Where the broker is, whom it must be, and who we are there.</summary>
public sealed class BrokerOptions
{
    private const string PasswordVariable = "ORCHESTRATOR_BROKER_PASSWORD";

    private readonly Option<string?> broker = new("--broker")
    {
        Description = "RabbitMQ: amqps://user@host:port/, or amqp on this machine. The password may stand in it where nobody looks: in the environment.",
        HelpName = "URI",
    };

    private readonly Option<string?> password = new("--broker-password-file") { Description = $"File of the broker's password, unless {PasswordVariable} holds it.", HelpName = "FILE" };
    private readonly Option<string?> authority = new("--broker-ca") { Description = "PEM file of the authority that the broker's certificate must descend from. [default: the system's]", HelpName = "FILE" };
    private readonly Option<string?> certificate = new("--broker-certificate") { Description = "PEM file of our own certificate, for a broker that asks for one.", HelpName = "FILE" };
    private readonly Option<string?> key = new("--broker-key") { Description = "PEM file of its private key, unless it is in the same file.", HelpName = "FILE" };

    /// <summary>Adds the options.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new[] { broker, password, authority, certificate, key }) command.Add(option);
    }

    /// <summary>How to connect.</summary>
    /// <param name="parsed">Completed by <see cref="RoleSettings"/>.</param>
    /// <param name="client">Our name in the broker's lists.</param>
    /// <exception cref="UserError">The broker is not given, is no address, crosses the network without TLS, or a file is missing.</exception>
    public RabbitOptions Read(ParseResult parsed, string client)
    {
        var text = parsed.GetValue(broker) ?? throw new UserError("The broker's address is not given: use --broker, ORCHESTRATOR_BROKER, or the key 'broker' of the file of --config.");
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("amqp" or "amqps"))
            throw new UserError("--broker is an address such as amqps://user@host:5671/.");
        if (uri.Scheme == "amqp" && !uri.IsLoopback)
            throw new UserError($"The broker on {uri.Host} is on another machine, and amqp sends the password readable: use amqps, with --broker-ca FILE for a private authority.");
        return new RabbitOptions { Uri = WithPassword(uri, Secret.Of(parsed.GetValue(password), PasswordVariable)), Tls = Tls(parsed, uri), ClientName = client };
    }

    private RabbitTls? Tls(ParseResult parsed, Uri uri)
    {
        var files = new[] { authority, certificate, key };
        if (files.All(option => parsed.GetValue(option) is null)) return null;
        if (uri.Scheme != "amqps") throw new UserError("--broker-ca, --broker-certificate and --broker-key are for TLS: the broker's address begins with amqps.");
        if (parsed.GetValue(key) is not null && parsed.GetValue(certificate) is null) throw new UserError("--broker-key is of no use without --broker-certificate.");
        var paths = files.Select(option => PemFile.Existing(parsed, option)).ToArray();
        return new RabbitTls(paths[0], paths[1], paths[2]);
    }

    private static Uri WithPassword(Uri uri, string? secret)
    {
        if (secret is null) return uri;
        if (uri.UserInfo.Length == 0) throw new UserError("--broker names no user for the password: amqps://user@host:5671/.");
        if (uri.UserInfo.Contains(':')) throw new UserError($"The broker's password stands both in its address and in {PasswordVariable} or --broker-password-file: leave one out.");
        return new UriBuilder(uri) { Password = Uri.EscapeDataString(secret) }.Uri;
    }
}
