using System.Net;
using System.Text.Json;
using Orchestrator.Contracts.Api;
using Orchestrator.Contracts.Serialization;
using Orchestrator.Sweeps;

namespace Orchestrator.Coordinator.Tests.Api;

public sealed class PausingTests : ApiTest
{
    [Fact]
    public async Task A_sweep_is_paused_and_goes_on()
    {
        Gateway.Add(Planned);
        using var paused = await Client.PostAsync("/v1/sweeps/sample-1/pause", Json("""{"by":"anna on head","reason":"night","stopRunning":true}"""));
        paused.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await GetAsync<SweepState>("/v1/sweeps/sample-1")).Pause.ShouldBe(
            new PauseState("anna on head", "night", true, DateTimeOffset.UnixEpoch));
        (await GetAsync<SweepSummary[]>("/v1/sweeps")).ShouldHaveSingleItem().Paused.ShouldBeTrue();
        using var resumed = await Client.PostAsync("/v1/sweeps/sample-1/resume", Json("""{"by":"anna on head"}"""));
        resumed.StatusCode.ShouldBe(HttpStatusCode.OK);
        JsonSerializer.Deserialize<SweepSummary>(await resumed.Content.ReadAsStringAsync(),
            WireJson.Options)!.ShouldBe(SweepSummaries.Summarize((await Gateway.FindAsync(Sweep, default))!));
        (await GetAsync<SweepSummary[]>("/v1/sweeps")).ShouldHaveSingleItem().Paused.ShouldBeFalse();
    }

    [Theory]
    [InlineData("pause", "{}")]
    [InlineData("pause", """{"by":" "}""")]
    [InlineData("resume", "[]")]
    public async Task Who_does_it_is_wanted(string verb, string body)
    {
        Gateway.Add(Planned);
        using var answer = await Client.PostAsync($"/v1/sweeps/sample-1/{verb}", Json(body));
        (await ProblemAsync(answer, HttpStatusCode.BadRequest)).ShouldContain("who");
    }

    [Fact]
    public async Task What_has_ended_or_never_was_cannot_be_paused()
    {
        Gateway.Add(Planned, new SweepCancelled("enough", DateTimeOffset.UnixEpoch));
        using var ended = await Client.PostAsync("/v1/sweeps/sample-1/pause", Json("""{"by":"anna"}"""));
        await ProblemAsync(ended, HttpStatusCode.Conflict);
        using var unknown = await Client.PostAsync("/v1/sweeps/none-1/pause", Json("""{"by":"anna"}"""));
        await ProblemAsync(unknown, HttpStatusCode.NotFound);
    }
}
