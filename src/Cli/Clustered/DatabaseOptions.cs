using System.CommandLine;
using System.Net;
using Npgsql;
using Orchestrator.Cli.Settings;
using Orchestrator.Contracts.Validation;

namespace Orchestrator.Cli.Clustered;

/// <summary>Where the database is, and whom it must be.</summary>
public sealed class DatabaseOptions
{
    private const string PasswordVariable = "ORCHESTRATOR_DATABASE_PASSWORD";

    private readonly Option<string?> database = new("--database")
    {
        Description =
            "PostgreSQL: Host=...;Database=...;Username=...; the password may stand in it where nobody looks: in the environment.",
        HelpName = "CONNECTION",
    };

    private readonly Option<string?> password = new("--database-password-file")
    {
        Description = $"File of the database's password, unless {PasswordVariable} holds it.",
        HelpName = "FILE"
    };

    private readonly Option<string?> authority = new("--database-ca")
    {
        Description =
            "PEM file of the authority that the database's certificate must descend from: 'SSL Mode=VerifyFull;Root Certificate=FILE'.",
        HelpName = "FILE",
    };

    /// <summary>Adds the options.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new[] { database, password, authority })
        {
            command.Add(option);
        }
    }

    /// <summary>The connection string.</summary>
    /// <param name="parsed">Completed by <see cref="RoleSettings"/>.</param>
    /// <exception cref="UserError">The database is not given, is no connection string, or crosses the network without TLS.</exception>
    public string Read(ParseResult parsed)
    {
        var text = parsed.GetValue(database)
            ?? throw new UserError(
            "The database is not given: use --database, ORCHESTRATOR_DATABASE, or the key 'database' of the file of --config.");
        var settings = Parse(text);
        if (Secret.Of(parsed.GetValue(password), PasswordVariable) is { } secret)
        {
            if (settings.Password is not null)
            {
                throw new UserError(
                    $"The database's password stands both in its connection string and in {PasswordVariable} or "
                        + $"--database-password-file: leave one out.");
            }

            settings.Password = secret;
        }
        if (PemFile.Existing(parsed, authority) is { } path)
        {
            (settings.SslMode, settings.RootCertificate) = (SslMode.VerifyFull, path);
        }

        if (settings.SslMode < SslMode.Require && Remote(settings) is { } host)
        {
            throw new UserError(
                $"The database on {host} is on another machine, and without TLS its rows cross the network readable: use --database-ca "
                    + $"FILE, or 'SSL Mode=VerifyFull' in the connection string.");
        }

        return settings.ConnectionString;
    }

    private static NpgsqlConnectionStringBuilder Parse(string text)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(text);
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            // Not the text itself: it may hold the password.
            throw new UserError(
                $"--database is a connection string such as 'Host=db.example;Database=sweeps;Username=orchestrator': {e.Message}");
        }
    }

    // The first host that is not this machine; a path is that of a socket.
    private static string? Remote(NpgsqlConnectionStringBuilder settings) =>
        (settings.Host ?? "localhost").Split(',', StringSplitOptions.TrimEntries)
            .FirstOrDefault(host => !host.StartsWith('/') && !IsThisMachine(host));

    // With a port or without: 127.0.0.1:5432, [::1]:5432, localhost.
    private static bool IsThisMachine(string host) =>
        IPEndPoint.TryParse(host, out var end) ? IPAddress.IsLoopback(end.Address) : host.Split(':')[0]
            .Equals("localhost", StringComparison.OrdinalIgnoreCase);
}
