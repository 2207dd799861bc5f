using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Orchestrator.Cli.Tests.EndToEnd;

namespace Orchestrator.Cluster.Tests.Processes;

/// <summary>Coordinators and nodes as separate processes over real servers.</summary>
internal sealed class ProcessCluster(ServersFixture servers, Workshop workshop) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly List<OrchestratorProcess> processes = [];
    private readonly HttpClient client = new();
    private string? database;

    public async Task<(OrchestratorProcess Process, Uri Api)> CoordinateAsync()
    {
        database ??= await servers.Database!.CreateDatabaseAsync();
        var port = FreePort();
        var process = OrchestratorProcess.Start(
            "coordinator", "--broker", servers.Broker!.Uri.ToString(), "--database", database, "--home", workshop.Home("shared"),
            "--port", port.ToString(CultureInfo.InvariantCulture));
        processes.Add(process);
        return (process, new Uri($"http://127.0.0.1:{port}/"));
    }

    public OrchestratorProcess Join(string name)
    {
        var process = OrchestratorProcess.Start("node", "--broker", servers.Broker!.Uri.ToString(), "--name", name, "--slots", "1", "--device", "cpu");
        processes.Add(process);
        return process;
    }

    /// <summary>Waits until a coordinator answers, that is, has the seat.</summary>
    public Task SeatedAsync(Uri api) => UntilAsync(async () => (await client.GetAsync(new Uri(api, "healthz"))).IsSuccessStatusCode);

    public async Task<Uri> SubmitAsync(Uri api)
    {
        var submitted = await OrchestratorProcess.RunAsync("submit", workshop.SweepFile, "--server", api.ToString());
        submitted.ExitCode.ShouldBe(0, submitted.Errors);
        return new Uri(api, $"v1/sweeps/{submitted.Output.Trim()}");
    }

    public Task<JsonElement> SweepAsync(Uri sweep) => client.GetFromJsonAsync<JsonElement>(sweep);

    /// <summary>Waits until the sweep is as wanted.</summary>
    public Task UntilAsync(Uri sweep, Func<JsonElement, bool> wanted) => UntilAsync(async () => wanted(await SweepAsync(sweep)));

    public void Dispose()
    {
        foreach (var process in processes) process.Dispose();
        client.Dispose();
    }

    private static async Task UntilAsync(Func<Task<bool>> condition)
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

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
