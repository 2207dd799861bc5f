using System.Text.Json.Nodes;
using Orchestrator.Contracts.Api;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Trials;
using Orchestrator.Coordinator.Api;
using Orchestrator.Coordinator.Artifacts;
using Orchestrator.Coordinator.Hosting;
using Orchestrator.Sweeps;

namespace Orchestrator.Coordinator.Tests.Api.Documentation;

/// <summary>The API with all its routes, and something to answer at each.</summary>
public abstract class DocumentTest : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("orchestrator-").FullName;

    internal ScriptedGateway Gateway { get; } = new();

    internal CoordinatorServer Server { get; private set; } = null!;

    internal HttpClient Client { get; private set; } = null!;

    internal virtual WebOptions Options => new(Port: 0);

    /// <inheritdoc />
    public virtual async Task InitializeAsync()
    {
        Gateway.Add(
            ApiTest.Planned,
            new TrialSuggested(0, Configuration.Empty.With("x", ParameterValue.Of(0.25)), DateTimeOffset.UnixEpoch));
        Gateway.Measurements.Add(new MeasurementRow(ApiTest.Sweep, 0, 0, 1, 1, "train/loss", double.NaN));
        Gateway.Nodes.Add(new NodeStatus("gpu-1", 4, 1));
        var artifacts = new ArtifactStore(Path.Combine(folder, "blobs"), Path.Combine(folder, "sweeps"));
        var telemetry = new CoordinatorTelemetry(new Dictionary<string, string?>());
        Server = await CoordinatorServer.StartAsync(Options, Gateway, artifacts: artifacts, views: new ScriptedViews(Gateway),
            extensions: [telemetry], external: new ScriptedTrials());
        Client = new HttpClient { BaseAddress = Server.Address, Timeout = ApiTest.WaitLimit };
    }

    /// <inheritdoc />
    public async Task DisposeAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    internal async Task<JsonNode> DocumentAsync() => JsonNode.Parse(await Client.GetStringAsync("/openapi/v1.json"))!;
}
