using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Orchestrator.Cli.Tests.EndToEnd;
using Orchestrator.Servers;

namespace Orchestrator.Cluster.Tests.Processes;

/// <summary>Coordinators and nodes as separate processes over a real database.</summary>
/// <param name="database">Connects to their database.</param>
/// <param name="home">The coordinators' folder.</param>
internal sealed class ProcessCluster(string database, string home) : IDisposable
{
    private static readonly TimeSpan WaitLimit = TimeSpan.FromMinutes(3);
    private readonly List<OrchestratorProcess> processes = [];
    private readonly List<CoordinatorProcess> coordinators = [];

    /// <summary>Asks the coordinators.</summary>
    public HttpClient Client { get; } = new() { Timeout = TimeSpan.FromSeconds(30) };

    /// <summary>Those that were started, in that order; the dead are among them.</summary>
    public IReadOnlyList<CoordinatorProcess> Coordinators => coordinators;

    /// <summary>Starts a coordinator. It may not be in the cluster yet.</summary>
    public CoordinatorProcess Coordinate(params string[] options)
    {
        var ports = FreePorts.Take(2);
        var process = Start(
        [
            "coordinator", "--database", database, "--home", home, "--port", Text(ports[0]), "--cluster-port", Text(ports[1]), .. options,
        ]);
        var started = new CoordinatorProcess(process, new Uri($"http://127.0.0.1:{ports[0]}/"), $"127.0.0.1:{ports[1]}");
        coordinators.Add(started);
        return started;
    }

    /// <summary>Starts a coordinator, and waits until it is in the cluster.</summary>
    public async Task<CoordinatorProcess> CoordinateReadyAsync(params string[] options)
    {
        var started = Coordinate(options);
        await ReadyAsync(started);
        return started;
    }

    /// <summary>Starts a node that knows the coordinators that were started so far.</summary>
    public OrchestratorProcess Join(string name, int slots, params string[] options) => Start(
    [
        "node", "--coordinator", string.Join(',', coordinators.Select(Called)), "--name", name, "--slots", Text(slots), "--device",
            "cpu",
        "--cache", $"{home}-cache-{name}", .. options,
    ]);

    /// <summary>Waits until a coordinator is a member that sees all others.</summary>
    public Task ReadyAsync(CoordinatorProcess coordinator) => UntilAsync(
        $"the coordinator at {coordinator.Api} is ready",
        async () =>
        {
            if (coordinator.Process.HasEnded)
            {
                throw new InvalidOperationException(
                    $"The coordinator has ended: {string.Join('\n', coordinator.Process.Said.TakeLast(20))}");
            }
            using var answer = await Client.GetAsync(new Uri(coordinator.Api, "ready"));
            return answer.IsSuccessStatusCode;
        });

    /// <summary>Waits until a coordinator knows so many nodes.</summary>
    public Task KnowsAsync(CoordinatorProcess coordinator, int nodes) => UntilAsync(
        $"{coordinator.Api} knows {nodes} nodes", async () => (await AskAsync(coordinator.Api, "v1/nodes")).GetArrayLength() == nodes);

    /// <summary>Hands the sweep in.</summary>
    public static async Task<string> SubmitAsync(Uri api, string sweepFile, params string[] options)
    {
        var submitted = await OrchestratorProcess.RunAsync(["submit", sweepFile, "--server", api.ToString(), .. options]);
        submitted.ExitCode.ShouldBe(0, submitted.Errors);
        return submitted.Output.Trim();
    }

    /// <summary>What a coordinator answers.</summary>
    public Task<JsonElement> AskAsync(Uri api, string path) => Client.GetFromJsonAsync<JsonElement>(new Uri(api, path));

    /// <summary>A sweep, as a coordinator tells it.</summary>
    public Task<JsonElement> SweepAsync(Uri api, string sweep) => AskAsync(api, $"v1/sweeps/{sweep}/state");

    /// <summary>Tells a coordinator something.</summary>
    public async Task<HttpStatusCode> TellAsync(Uri api, string path, object body)
    {
        using var answer = await Client.PostAsJsonAsync(new Uri(api, path), body);
        return answer.StatusCode;
    }

    /// <summary>Waits for what no event tells of.</summary>
    public static async Task UntilAsync(string wish, Func<Task<bool>> condition)
    {
        using var timeout = new CancellationTokenSource(WaitLimit);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        Exception? last = null;
        try
        {
            do
            {
                try
                {
                    if (await condition())
                    {
                        return;
                    }
                    last = null;
                }
                catch (Exception e) when (e is HttpRequestException or IOException or TaskCanceledException)
                {
                    last = e; // not up yet, or just killed
                }
            }
            while (await timer.WaitForNextTickAsync(timeout.Token));
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"Waited in vain until {wish}. {last?.Message}", last);
        }
    }

    public void Dispose()
    {
        foreach (var process in processes)
        {
            process.Dispose();
        }
        Client.Dispose();
    }

    private OrchestratorProcess Start(params string[] arguments)
    {
        var process = OrchestratorProcess.Start(arguments);
        processes.Add(process);
        return process;
    }

    // As people call them: by either name of the loopback interface.
    private static string Called(CoordinatorProcess coordinator, int number) =>
        number % 2 == 0 ? coordinator.Address : coordinator.Address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
