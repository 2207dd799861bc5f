using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Serialization;
using Orchestrator.Coordinator.Api;
using Orchestrator.Coordinator.Tests.Scripted;
using Orchestrator.Sweeps;

namespace Orchestrator.Coordinator.Tests.Api;

/// <summary>The API on a real port of this machine, over a scripted coordinator.</summary>
public abstract class ApiTest : IAsyncLifetime
{
    internal static readonly TimeSpan WaitLimit = TimeSpan.FromSeconds(30);
    internal static readonly SweepId Sweep = new("sample-1");
    internal static readonly SweepPlanned Planned = new(Sweep, Sample.Definition(), "fingerprint", DateTimeOffset.UnixEpoch);

    internal ScriptedGateway Gateway { get; } = new();

    internal CoordinatorServer Server { get; private set; } = null!;

    internal HttpClient Client { get; private set; } = null!;

    internal virtual WebOptions Options => new(Port: 0);

    /// <inheritdoc />
    public async Task InitializeAsync()
    {
        Server = await CoordinatorServer.StartAsync(Options, Gateway, views: new ScriptedViews(Gateway));
        Client = new HttpClient { BaseAddress = Server.Address, Timeout = WaitLimit };
    }

    /// <inheritdoc />
    public async Task DisposeAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
    }

    internal static StringContent Json(string json) => new(json, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));

    internal static StringContent Json<T>(T value) => Json(JsonSerializer.Serialize(value, WireJson.Options));

    internal async Task<T> GetAsync<T>(string path)
    {
        using var answer = await Client.GetAsync(path);
        var text = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        return JsonSerializer.Deserialize<T>(text, WireJson.Options)!;
    }

    internal static async Task<string> ProblemAsync(HttpResponseMessage answer, HttpStatusCode status)
    {
        var text = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(status, text);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        return JsonDocument.Parse(text).RootElement.GetProperty("detail").GetString()!;
    }
}
