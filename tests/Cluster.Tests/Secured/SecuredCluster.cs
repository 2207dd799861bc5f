using Npgsql;
using Orchestrator.Cli.Tests.EndToEnd;
using Orchestrator.Cluster.Tests.Processes;
using Orchestrator.Servers;
using Xunit.Abstractions;

namespace Orchestrator.Cluster.Tests.Secured;

/// <summary>Coordinators and nodes that get all they know from role files and files of secrets, as a deployment would have it.</summary>
/// <remarks>At its end it tells what they said last: who reads of a failure wants to know.</remarks>
internal sealed class SecuredCluster : IDisposable
{
    private const int MostTries = 5;

    private readonly SecuredServers servers;
    private readonly CliFixture workshop;
    private readonly ITestOutputHelper output;
    private readonly string folder = Directory.CreateTempSubdirectory("orchestrator-").FullName;
    private readonly List<OrchestratorProcess> processes = [];
    private readonly IssuedCertificate api;
    private readonly IssuedCertificate member;

    public SecuredCluster(SecuredServers servers, CliFixture workshop, ITestOutputHelper output)
    {
        (this.servers, this.workshop, this.output) = (servers, workshop, output);
        (api, member) = (servers.Authority.Issue("coordinator"), servers.Authority.Issue("member"));
        Write("token", Convert.ToHexString(Guid.NewGuid().ToByteArray()));
        Environment = new Dictionary<string, string>
        { ["ORCHESTRATOR_TOKEN_FILE"] = At("token"), ["ORCHESTRATOR_SERVER_CA"] = servers.Authority.Root };
    }

    /// <summary>What a client has in its environment.</summary>
    public Dictionary<string, string> Environment { get; }

    public async Task<string> DatabaseAsync()
    {
        var connection = new NpgsqlConnectionStringBuilder(await servers.Database!.CreateDatabaseAsync());
        Write("database-password", connection.Password!);
        return $"Host={connection.Host};Port={connection.Port};Database={connection.Database};Username={connection.Username}";
    }

    /// <summary>A coordinator; the ports are those of its API and of the cluster.</summary>
    /// <param name="database">From <see cref="DatabaseAsync"/>.</param>
    /// <param name="certificate">What it shows to the cluster; null = a proper one.</param>
    public CoordinatorProcess Coordinate(string database, IssuedCertificate? certificate = null)
    {
        var ports = FreePorts.Take(2);
        var file = Write($"coordinator-{ports[0]}.yaml", $"""
            {Cluster(certificate ?? member)}
            cluster-port: {ports[1]}
            database: {database}
            database-password-file: {At("database-password")}
            database-ca: {servers.Authority.Root}
            home: {workshop.Home("shared")}
            port: {ports[0]}
            certificate: {api.Certificate}
            key: {api.Key}
            token-file: {At("token")}
            """);
        return new CoordinatorProcess(Start("coordinator", "--config", file), new Uri($"https://127.0.0.1:{ports[0]}/"),
            $"127.0.0.1:{ports[1]}");
    }

    /// <summary>A coordinator that is in the cluster. One that the others went on without is started again, as a service manager would:
    /// on a busy machine a process may stand still for longer than they wait.</summary>
    public async Task<CoordinatorProcess> CoordinateReadyAsync(string database)
    {
        for (var tries = 1; ; tries++)
        {
            var coordinator = Coordinate(database);
            try
            {
                await coordinator.Process.SaysAsync("This coordinator is in the cluster");
                return coordinator;
            }
            catch (InvalidOperationException) when (tries < MostTries)
            {
                (await coordinator.Process.EndAsync()).ExitCode.ShouldBe(75);
            }
        }
    }

    /// <summary>A node.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="coordinator">Whom it knocks at.</param>
    /// <param name="certificate">What it shows to the cluster; null = a proper one.</param>
    public OrchestratorProcess Join(string name, CoordinatorProcess coordinator, IssuedCertificate? certificate = null) =>
        Start("node", "--config", Write($"node-{name}.yaml", $"""
            {Cluster(certificate ?? member)}
            coordinator: {coordinator.Address}
            name: {name}
            slots: 2
            device: cpu
            cache: {workshop.Home($"cache-{name}")}
            server-ca: {servers.Authority.Root}
            token-file: {At("token")}
            no-shared-folder: true
            """));

    /// <summary>A node that knows nothing of certificates.</summary>
    public OrchestratorProcess JoinPlain(string name, CoordinatorProcess coordinator) =>
        Start("node", "--coordinator", coordinator.Address, "--name", name, "--slots", "1", "--device", "cpu", "--cache",
            workshop.Home($"cache-{name}"));

    public void Dispose()
    {
        foreach (var process in processes)
        {
            output.WriteLine($"{process.Name}:\n  {string.Join("\n  ", process.Said.TakeLast(20))}");
            process.Dispose();
        }

        Directory.Delete(folder, recursive: true);
    }

    private OrchestratorProcess Start(params string[] arguments)
    {
        var process = OrchestratorProcess.Start(arguments);
        processes.Add(process);
        return process;
    }

    private string Cluster(IssuedCertificate shown) => $"""
        cluster-ca: {servers.Authority.Root}
        cluster-certificate: {shown.Certificate}
        cluster-key: {shown.Key}
        """;

    private string At(string name) => Path.Combine(folder, name);

    private string Write(string name, string text)
    {
        File.WriteAllText(At(name), text);
        return At(name);
    }
}
