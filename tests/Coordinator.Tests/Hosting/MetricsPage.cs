using System.Globalization;
using Orchestrator.Coordinator.Api;
using Orchestrator.Coordinator.Hosting;
using Orchestrator.Coordinator.Tests.Api;

namespace Orchestrator.Coordinator.Tests.Hosting;

/// <summary>A real server with metrics, read as Prometheus reads them.</summary>
internal sealed class MetricsPage : IAsyncDisposable
{
    private readonly CoordinatorServer server;

    private MetricsPage(CoordinatorServer server)
    {
        this.server = server;
        Client = new HttpClient { BaseAddress = server.Address, Timeout = ApiTest.WaitLimit };
    }

    public HttpClient Client { get; }

    public static async Task<MetricsPage> StartAsync(WebOptions? options = null, Dictionary<string, string?>? settings = null) =>
        new(await CoordinatorServer.StartAsync(
            options ?? new WebOptions(Port: 0), new ScriptedGateway(), extensions: [new CoordinatorTelemetry(settings ?? [])]));

    /// <summary>All series with their values, such as <c>orchestrator_trials_failed_total{kind="error"}</c> without other labels.</summary>
    public async Task<MetricsReading> ReadAsync() => new((await Client.GetStringAsync("/metrics")).Split('\n')
        .Where(line => line.Length > 0 && line[0] != '#')
        .Select(line => (Series: line[..(line.LastIndexOf('}') is > 0 and var end ? end + 1 : line.IndexOf(' '))], Line: line))
        .Select(read => (read.Series, Value(read.Line[read.Series.Length..].Trim().Split(' ')[0])))
        .ToArray());

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await server.DisposeAsync();
    }

    private static double Value(string text) => text switch
    {
        "+Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        _ => double.Parse(text, CultureInfo.InvariantCulture),
    };
}
