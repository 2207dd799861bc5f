using System.Net;
using System.Net.Sockets;
using Npgsql;
using Orchestrator.Cli.Tests.EndToEnd;
using Orchestrator.Servers;

namespace Orchestrator.Cluster.Tests.Secured;

/// <summary>Coordinators and nodes that get all they know from role files and files of secrets, as a deployment would have it.</summary>
internal sealed class SecuredCluster : IDisposable
{
    private readonly SecuredServers servers;
    private readonly Workshop workshop;
    private readonly string folder = Directory.CreateTempSubdirectory("orchestrator-").FullName;
    private readonly List<OrchestratorProcess> processes = [];
    private readonly IssuedCertificate api;
    private readonly IssuedCertificate client;

    public SecuredCluster(SecuredServers servers, Workshop workshop)
    {
        (this.servers, this.workshop) = (servers, workshop);
        (api, client) = (servers.Authority.Issue("coordinator"), servers.Authority.Issue("member"));
        var user = servers.Broker!.Uri.UserInfo.Split(':');
        Write("broker-password", user[1]);
        Write("token", Convert.ToHexString(Guid.NewGuid().ToByteArray()));
        Environment = new Dictionary<string, string> { ["ORCHESTRATOR_TOKEN_FILE"] = At("token"), ["ORCHESTRATOR_SERVER_CA"] = servers.Authority.Root };
    }

    /// <summary>What a client has in its environment.</summary>
    public Dictionary<string, string> Environment { get; }

    public async Task<string> DatabaseAsync()
    {
        var connection = new NpgsqlConnectionStringBuilder(await servers.Database!.CreateDatabaseAsync());
        Write("database-password", connection.Password!);
        return $"Host={connection.Host};Port={connection.Port};Database={connection.Database};Username={connection.Username}";
    }

    /// <summary>A coordinator; the port is that of its API.</summary>
    public (OrchestratorProcess Process, Uri Api) Coordinate(string database, string? authority = null)
    {
        var port = FreePort();
        var file = Write($"coordinator-{port}.yaml", $"""
            {Broker(authority)}
            database: {database}
            database-password-file: {At("database-password")}
            database-ca: {servers.Authority.Root}
            home: {workshop.Home("shared")}
            port: {port}
            certificate: {api.Certificate}
            key: {api.Key}
            token-file: {At("token")}
            """);
        return (Start("coordinator", "--config", file), new Uri($"https://127.0.0.1:{port}/"));
    }

    public OrchestratorProcess Join(string name) =>
        Start("node", "--config", Write($"node-{name}.yaml", $"""
            {Broker()}
            name: {name}
            slots: 2
            device: cpu
            cache: {workshop.Home($"cache-{name}")}
            server-ca: {servers.Authority.Root}
            token-file: {At("token")}
            no-shared-folder: true
            """));

    public void Dispose()
    {
        foreach (var process in processes) process.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private OrchestratorProcess Start(params string[] arguments)
    {
        var process = OrchestratorProcess.Start(arguments);
        processes.Add(process);
        return process;
    }

    private string Broker(string? authority = null) => $"""
        broker: {new UriBuilder(servers.Broker!.Uri) { Password = "" }.Uri}
        broker-password-file: {At("broker-password")}
        broker-ca: {authority ?? servers.Authority.Root}
        broker-certificate: {client.Certificate}
        broker-key: {client.Key}
        """;

    private string At(string name) => Path.Combine(folder, name);

    private string Write(string name, string text)
    {
        File.WriteAllText(At(name), text);
        return At(name);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
