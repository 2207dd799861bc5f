using System.Net;
using Npgsql;
using Orchestrator.Contracts.Validation;

namespace Orchestrator.Coordinator.Persistence;

/// <summary>Connection strings of the journal's PostgreSQL database that may be used: none that crosses the network readable.</summary>
public static class DatabaseConnection
{
    /// <summary>The connection string, completed.</summary>
    /// <param name="text">As the operator wrote it.</param>
    /// <param name="password">A password that does not stand in it; null = there is none.</param>
    /// <param name="authority">PEM file of the authority that the database's certificate must descend from; null = not given.</param>
    /// <exception cref="UserError">It is no connection string, names two passwords, or crosses the network without TLS.</exception>
    public static string Of(string text, string? password, string? authority)
    {
        var settings = Parse(text);
        if (password is not null)
        {
            if (settings.Password is not null)
            {
                throw new UserError(
                    "The database's password stands both in its connection string and in ORCHESTRATOR_DATABASE_PASSWORD or "
                        + "--database-password-file: leave one out.");
            }

            settings.Password = password;
        }
        if (authority is not null)
        {
            (settings.SslMode, settings.RootCertificate) = (SslMode.VerifyFull, authority);
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
