using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Coordinator.Api;
using Orchestrator.Coordinator.Hosting;
using Orchestrator.Coordinator.Tests.Scripted;
using Orchestrator.Sweeps;

namespace Orchestrator.Coordinator.Tests.External;

/// <summary>The routes of clients that train, on a real port, over real actors and a real journal.</summary>
public sealed class ExternalApiTests : IAsyncLifetime
{
    private const string Token = "token-that-changes-things", ReadToken = "token-that-only-reads";

    private readonly CoordinatorHarness harness = new();
    private CoordinatorServer server = null!;
    private HttpClient http = null!;

    public async Task InitializeAsync()
    {
        await harness.BuildAsync(null);
        var gateway = new ExternalGateway(harness.Coordinator, (sweep, token) => harness.Journal.Sweeps.LoadAsync(sweep, token));
        server = await CoordinatorServer.StartAsync(new WebOptions(Port: 0, Token: Token, ReadToken: ReadToken), null, external: gateway);
        http = new HttpClient { BaseAddress = new Uri(server.Address, "v1/sweeps/"), Timeout = CoordinatorHarness.WaitLimit };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
    }

    public async Task DisposeAsync()
    {
        http.Dispose();
        await server.DisposeAsync();
        await harness.DisposeAsync();
    }

    [Fact]
    public async Task A_sweep_is_trained_by_requests_alone()
    {
        await PlanAsync(trials: 2, folds: 2);
        for (var trained = 0; ; trained++)
        {
            var asked = await SendAsync("sample-1/suggestions", """{"worker": "curl", "wait": 20}""");
            if (asked.GetProperty("status").GetString() == "completed")
            {
                trained.ShouldBe(4);
                asked.GetProperty("reason").GetString()!.ShouldStartWith("The sweep has ended: Trial");
                break;
            }

            var given = asked.GetProperty("suggestions")[0];
            given.GetProperty("parameters").GetProperty("kind").ValueKind.ShouldBe(JsonValueKind.String);
            var attempt = $"sample-1/attempts/{given.GetProperty("attempt").GetString()}";
            (await SendAsync($"{attempt}/heartbeat", "{}")).GetProperty("goOn").GetBoolean().ShouldBeTrue();
            (await SendAsync($"{attempt}/values", """{"epoch": 1, "metrics": {"score": 0.1, "train/loss": 2}}"""))
                .GetProperty("stage").GetString().ShouldBe("running");
            var told = await SendAsync($"{attempt}/result", """{"metrics": {"score": 0.25}, "epoch": 2, "epochs": 3}""");
            (told.GetProperty("stage").GetString(), told.GetProperty("score").GetDouble()).ShouldBe(("completed", 0.25));
        }

        var state = await harness.EndAsync();
        var result = state.Trials[1].Folds[1].Result!;
        (result.BestEpoch, result.Epochs, result.Metrics["validation/score"]).ShouldBe((2, 3, 0.25));
        result.TrainSeconds.ShouldBeGreaterThan(0);
        state.Trials[0].Folds[0].Attempts[0].Slot.ShouldBe(new SlotId("curl", 0));
        (await harness.Journal.Sweeps.MeasurementsAsync(harness.Sweep, 0)).Select(row => row.Metric).Distinct()
            .ShouldBe(["validation/score", "train/loss"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("suggestions", """{"count": 0, "wait": 31, "worker": ""}""", "count", "wait", "worker")]
    [InlineData("suggestions", """{"count": "two"}""", "count")]
    [InlineData("suggestions", """{"waits": 1}""", "waits")]
    [InlineData("suggestions", "no json", "body")]
    [InlineData("suggestions", "null", "body")]
    [InlineData("attempts/0-0-1/values", """{"epoch": 9, "metrics": {"a b": 1}}""", "epoch", "metrics.a b")]
    [InlineData("attempts/0-0-1/values", """{"epoch": 0, "metrics": {}}""", "epoch", "metrics")]
    [InlineData("attempts/0-0-1/values", """{"metrics": {"score": 1}}""", "body")]
    [InlineData("attempts/0-0-1/result", """{"metrics": {"scor": 1}, "epoch": 3, "epochs": 2}""", "epoch", "metrics")]
    [InlineData("attempts/0-0-1/result", """{"metrics": {"score": "high"}}""", "metrics")]
    [InlineData("attempts/0-0-1/failure", """{"reason": " ", "kind": "interrupted"}""", "reason", "kind")]
    [InlineData("attempts/0-0-1/failure", """{"reason": "x", "kind": "bored"}""", "kind")]
    public async Task All_that_is_wrong_is_told_by_field(string path, string body, params string[] fields)
    {
        await PlanAsync();
        await SendAsync("sample-1/suggestions", """{"wait": 20}""");
        using var answer = await PostAsync($"sample-1/{path}", body);
        var text = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, text);
        var errors = JsonDocument.Parse(text).RootElement.GetProperty("errors").EnumerateObject().Select(e => e.Name).ToArray();
        fields.ShouldAllBe(field => errors.Any(error => error.StartsWith(field, StringComparison.Ordinal)), text);
        errors.Length.ShouldBe(fields.Length, text);
        (await harness.EventsAsync()).ShouldNotContain(e => e is AttemptFailed || e is AttemptCompleted);
    }

    [Fact]
    public async Task What_is_not_there_or_over_is_refused_with_a_sentence()
    {
        await PlanAsync();
        (await ProblemAsync("other/suggestions", "{}", HttpStatusCode.NotFound)).ShouldBe("There is no sweep 'other'.");
        await SendAsync("sample-1/suggestions", """{"wait": 20}""");
        const string Result = """{"metrics": {"score": 0.5}}""";
        (await ProblemAsync("sample-1/attempts/0-0-7/result", Result, HttpStatusCode.NotFound))
            .ShouldBe("Sweep 'sample-1' has no attempt 0-0-7.");
        (await ProblemAsync("sample-1/attempts/first/result", Result, HttpStatusCode.NotFound))
            .ShouldBe("Sweep 'sample-1' has no attempt 'first'.");
        await SendAsync("sample-1/attempts/0-0-1/release", "{}");
        (await ProblemAsync("sample-1/attempts/0-0-1/result", Result, HttpStatusCode.Conflict))
            .ShouldBe("The lease of attempt 0-0-1 is over, so that its result does not count: Its client gave it back. It is given again, "
                + "and costs no retry.");
        (await SendAsync("sample-1/attempts/0-0-1/heartbeat", "{}")).GetProperty("goOn").GetBoolean().ShouldBeFalse();
        await SendAsync("sample-1/suggestions", """{"wait": 20}""");
        await SendAsync("sample-1/attempts/0-0-2/result", Result);
        await SendAsync("sample-1/attempts/0-0-2/result", Result);
        (await ProblemAsync("sample-1/attempts/0-0-2/result", """{"metrics": {"score": 0.75}}""", HttpStatusCode.Conflict))
            .ShouldBe("Attempt 0-0-2 has told the score 0.5000 before, which stands.");
    }

    [Fact]
    public async Task A_sweep_of_nodes_gives_nothing_to_clients()
    {
        harness.Plan(Sample.Definition());
        await harness.HappensAsync(e => e is SweepPlanned);
        (await ProblemAsync("sample-1/suggestions", "{}", HttpStatusCode.Conflict)).ShouldBe("Sweep 'sample-1' is trained by nodes. "
            + "Clients train what says 'model: { external: true }' in its file.");
    }

    [Fact]
    public async Task Clients_need_the_token_that_changes_things()
    {
        await PlanAsync();
        foreach (var (token, status) in new[] { (ReadToken, HttpStatusCode.Forbidden), ("wrong", HttpStatusCode.Unauthorized) })
        {
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
            foreach (var path in new[] { "suggestions", "attempts/0-0-1/heartbeat", "attempts/0-0-1/result" })
            {
                using var answer = await PostAsync($"sample-1/{path}", "{}");
                answer.StatusCode.ShouldBe(status);
            }
        }
    }

    [Fact]
    public async Task A_client_that_hangs_up_while_it_waits_loses_nothing_to_itself()
    {
        await PlanAsync(folds: 1);
        await SendAsync("sample-1/suggestions", """{"wait": 20}""");
        using var hangUp = new CancellationTokenSource();
        var waiting = http.PostAsync("sample-1/suggestions", Body("""{"wait": 30, "key": "gone"}"""), hangUp.Token);
        await SendAsync("sample-1/suggestions", """{"wait": 0}"""); // behind it
        await hangUp.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(waiting);
        await SendAsync("sample-1/attempts/0-0-1/result", """{"metrics": {"score": 0.5}}""");
        // Whether the coordinator hears of the end of the connection before it gives the fold away or after: it is given again at once.
        var next = await SendAsync("sample-1/suggestions", """{"wait": 30}""");
        next.GetProperty("suggestions")[0].GetProperty("attempt").GetString().ShouldBeOneOf("1-0-1", "1-0-2");
    }

    [Fact]
    public async Task A_server_that_stops_does_not_wait_for_those_who_wait()
    {
        await PlanAsync(folds: 1);
        await SendAsync("sample-1/suggestions", """{"wait": 20}""");
        var gateway = new ExternalGateway(harness.Coordinator, (sweep, token) => harness.Journal.Sweeps.LoadAsync(sweep, token));
        var other = await CoordinatorServer.StartAsync(new WebOptions(Port: 0), null, external: gateway);
        using var client = new HttpClient { BaseAddress = new Uri(other.Address, "v1/sweeps/") };
        var waiting = client.PostAsync("sample-1/suggestions", Body("""{"wait": 30}"""));
        using (await client.PostAsync("sample-1/suggestions", Body("""{"wait": 0}""")))
        {
            // behind it
        }

        var began = System.Diagnostics.Stopwatch.GetTimestamp();
        await other.DisposeAsync();
        using var answer = await waiting;
        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        System.Diagnostics.Stopwatch.GetElapsedTime(began).ShouldBeLessThan(TimeSpan.FromSeconds(20));
    }

    private async Task PlanAsync(int trials = 6, int folds = 3)
    {
        harness.Plan(ScriptedClient.Definition(trials, folds: folds, lease: 10));
        await harness.HappensAsync(e => e is SweepPlanned);
    }

    private static StringContent Body(string json) => new(json, MediaTypeHeaderValue.Parse("application/json"));

    private Task<HttpResponseMessage> PostAsync(string path, string json) => http.PostAsync(path, Body(json));

    private async Task<JsonElement> SendAsync(string path, string json)
    {
        using var answer = await PostAsync(path, json);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private async Task<string> ProblemAsync(string path, string json, HttpStatusCode status)
    {
        using var answer = await PostAsync(path, json);
        var text = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(status, text);
        return JsonDocument.Parse(text).RootElement.GetProperty("detail").GetString()!;
    }
}
