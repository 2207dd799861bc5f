using System.CommandLine;

namespace Orchestrator.Cli.Clustered;

/// <summary>Where broker and database are: options, or else the environment, so that passwords need not stand on a command line.</summary>
internal static class ClusterOptions
{
    public const string BrokerVariable = "ORCHESTRATOR_BROKER";
    public const string DatabaseVariable = "ORCHESTRATOR_DATABASE";

    public static Option<string?> Broker() => new("--broker")
    {
        Description = $"RabbitMQ: amqp://user:password@host:port/ (amqps for TLS). [default: ${BrokerVariable}]",
        HelpName = "URI",
    };

    public static Option<string?> Database() => new("--database")
    {
        Description = $"PostgreSQL: Host=...;Database=...;Username=...;Password=... [default: ${DatabaseVariable}]",
        HelpName = "CONNECTION",
    };

    /// <summary>The broker's address.</summary>
    /// <exception cref="UserError">It is not given, is no address, or crosses the network without TLS.</exception>
    public static Uri BrokerOf(string? option)
    {
        var text = Given(option, BrokerVariable, "--broker", "the broker's address");
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("amqp" or "amqps"))
            throw new UserError("--broker is an address such as amqp://user:password@host:5672/.");
        if (uri.Scheme == "amqp" && !uri.IsLoopback)
            throw new UserError($"The broker on {uri.Host} is on another machine, and amqp sends the password readable: use amqps.");
        return uri;
    }

    /// <summary>The database's connection string.</summary>
    /// <exception cref="UserError">It is not given.</exception>
    public static string DatabaseOf(string? option) => Given(option, DatabaseVariable, "--database", "the database");

    private static string Given(string? option, string variable, string name, string what)
    {
        var value = option ?? Environment.GetEnvironmentVariable(variable);
        return string.IsNullOrEmpty(value) ? throw new UserError($"{char.ToUpperInvariant(what[0])}{what[1..]} is not given: use {name} or {variable}.") : value;
    }
}
