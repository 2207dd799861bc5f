using System.Diagnostics;
using Npgsql;

namespace Orchestrator.Servers;

/// <summary>A PostgreSQL server. It asks for a password, listens on loopback alone, and waits for the disk as in production.</summary>
public sealed class PostgresServer : PrivateServer
{
    private const string User = "app";
    private static readonly string? Programs = Path.GetDirectoryName(
        Servers.Programs.Find("initdb", "/usr/lib/postgresql", "*", "bin") ?? Servers.Programs.Find("initdb", "/usr", "pgsql-*", "bin"));

    private readonly string password;
    private readonly PrivateAuthority? authority;
    private int databases;

    private PostgresServer(Guard guard, int port, string password, PrivateAuthority? authority)
        : base(guard, port) => (this.password, this.authority) = (password, authority);

    /// <summary>Why there can be no server here, for a test to skip with; null where there can be one.</summary>
    public static string? Missing =>
        Programs is null ? "PostgreSQL is not installed: apt-get install --no-install-recommends postgresql" : null;

    /// <summary>Connects to the database <c>postgres</c>.</summary>
    public string ConnectionString => ConnectionTo("postgres");

    private string Data => Path.Combine(Folder, "data");

    private string CertificateFile => Path.Combine(Folder, "server.pem");

    private string KeyFile => Path.Combine(Folder, "server.key");

    // After a kill every file is synced, one by one: with the databases of fifty tests and a busy disk, for a minute. Since version 14
    // the whole file system can be synced instead.
    private string[] Recovery => int.TryParse(File.ReadAllText(Path.Combine(Data, "PG_VERSION")), out var version) && version >= 14
        ? ["-c", "recovery_init_sync_method=syncfs"]
        : [];

    /// <summary>Starts a server; returns once it answers.</summary>
    /// <param name="authority">Signs its certificate: it then takes no connection without TLS. Null = plain connections.</param>
    /// <exception cref="InvalidOperationException">It is not installed, or does not start.</exception>
    public static async Task<PostgresServer> StartAsync(PrivateAuthority? authority = null)
    {
        if (Missing is { } reason)
        {
            throw new InvalidOperationException(reason);
        }

        var guard = await Guard.StartAsync(Account.For("postgres"));
        try
        {
            var server = new PostgresServer(guard, FreePorts.Take(1)[0], Guid.NewGuid().ToString("N"), authority);
            await server.InitializeAsync(guard);
            if (authority is not null)
            {
                await server.SecureAsync(guard, authority);
            }

            await server.RestartAsync();
            return server;
        }
        catch
        {
            await guard.DisposeAsync();
            throw;
        }
    }

    /// <summary>Creates an empty database.</summary>
    /// <returns>What connects to it.</returns>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = $"test_{Interlocked.Increment(ref databases)}";
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        await command.ExecuteNonQueryAsync();
        return ConnectionTo(name);
    }

    private protected override Task<Process> LaunchAsync(Guard launcher) => Task.FromResult(launcher.Start(
    [
        Program("postgres"),
        "-D", Data,
        "-p", $"{Port}",
        "-c", "listen_addresses=127.0.0.1",
        "-c", "unix_socket_directories=",
        "-c", "max_connections=200",
        .. authority is null ? [] : new[] { "-c", "ssl=on", "-c", $"ssl_cert_file={CertificateFile}", "-c", $"ssl_key_file={KeyFile}" },
        .. Recovery,
    ]));

    private protected override async Task<bool> AnswersAsync()
    {
        try
        {
            await using var connection = new NpgsqlConnection(ConnectionString);
            await connection.OpenAsync();
            return true;
        }
        catch (NpgsqlException e) when (e is not PostgresException { SqlState: PostgresErrorCodes.InvalidPassword })
        {
            return false;
        }
    }

    private static string Program(string name) => Path.Combine(Programs!, name);

    private async Task InitializeAsync(Guard guard)
    {
        var passwordFile = Path.Combine(Folder, "password");
        await File.WriteAllTextAsync(passwordFile, password);
        await guard.RunAsync(
            Program("initdb"), "-D", Data, "-U", User, $"--pwfile={passwordFile}", "--auth=scram-sha-256", "-E", "UTF8", "--locale=C",
                "--no-sync");
    }

    // A key that others may read is refused; so it is copied by the user whose it is to be.
    private async Task SecureAsync(Guard guard, PrivateAuthority signing)
    {
        var issued = signing.Issue("database");
        var handed = Path.Combine(Folder, "handed.key");
        await File.WriteAllTextAsync(CertificateFile, await File.ReadAllTextAsync(issued.Certificate));
        await File.WriteAllTextAsync(handed, await File.ReadAllTextAsync(issued.Key));
        await guard.RunAsync("install", "-m", "600", handed, KeyFile);
        await File.WriteAllTextAsync(Path.Combine(Data, "pg_hba.conf"), "hostssl all all 127.0.0.1/32 scram-sha-256\n");
    }

    // Without a pool: a pooled connection would hide that the server has been restarted.
    private string ConnectionTo(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = Port,
        Username = User,
        Password = password,
        Database = database,
        Pooling = false,
        SslMode = authority is null ? SslMode.Prefer : SslMode.VerifyFull,
        RootCertificate = authority?.Root,
    }.ConnectionString;
}
