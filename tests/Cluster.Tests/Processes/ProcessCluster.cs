using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Orchestrator.Cli.Tests.EndToEnd;

namespace Orchestrator.Cluster.Tests.Processes;

/// <summary>Coordinators and nodes as separate processes over real servers.</summary>
/// <param name="servers">Broker and database.</param>
/// <param name="home">The coordinators' folder.</param>
internal sealed class ProcessCluster(ServersFixture servers, string home) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly List<OrchestratorProcess> processes = [];
    private readonly HttpClient client = new();

    /// <summary>Connects to the cluster's database, once there is a coordinator.</summary>
    public string? Database { get; private set; }

    public async Task<(OrchestratorProcess Process, Uri Api)> CoordinateAsync()
    {
        Database ??= await servers.Database!.CreateDatabaseAsync();
        var port = FreePort();
        var process = Start(
            "coordinator", "--broker", servers.Broker!.Uri.ToString(), "--database", Database, "--home", home,
            "--port", port.ToString(CultureInfo.InvariantCulture));
        return (process, new Uri($"http://127.0.0.1:{port}/"));
    }

    public OrchestratorProcess Join(string name, int slots, params string[] options) => Start(
    [
        "node", "--broker", servers.Broker!.Uri.ToString(), "--name", name, "--slots", slots.ToString(CultureInfo.InvariantCulture), "--device", "cpu",
        "--cache", $"{home}-cache-{name}", .. options,
    ]);

    /// <summary>Waits until a coordinator answers, that is, has the seat.</summary>
    public Task SeatedAsync(Uri api) => UntilAsync(async () => (await client.GetAsync(new Uri(api, "healthz"))).IsSuccessStatusCode);

    /// <summary>Hands the sweep in.</summary>
    public static async Task<string> SubmitAsync(Uri api, string sweepFile)
    {
        var submitted = await OrchestratorProcess.RunAsync("submit", sweepFile, "--server", api.ToString());
        submitted.ExitCode.ShouldBe(0, submitted.Errors);
        return submitted.Output.Trim();
    }

    public Task<JsonElement> SweepAsync(Uri api, string sweep) => client.GetFromJsonAsync<JsonElement>(new Uri(api, $"v1/sweeps/{sweep}"));

    /// <summary>Waits for what no event tells of.</summary>
    public static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var timeout = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        do
        {
            try
            {
                if (await condition()) return;
            }
            catch (HttpRequestException)
            {
                // Not up yet, or just killed.
            }
        }
        while (await timer.WaitForNextTickAsync(timeout.Token));
    }

    public void Dispose()
    {
        foreach (var process in processes) process.Dispose();
        client.Dispose();
    }

    private OrchestratorProcess Start(params string[] arguments)
    {
        var process = OrchestratorProcess.Start(arguments);
        processes.Add(process);
        return process;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
