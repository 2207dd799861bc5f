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
        using var paused = await Client.PostAsync(
            "/v1/sweeps/sample-1/pause", Json("""{"by":"anna on head","reason":"night","stopRunning":true}"""));
        paused.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await GetAsync<SweepState>("/v1/sweeps/sample-1/state")).Pause.ShouldBe(
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

    [Fact]
    public async Task A_sweep_gets_more_trials()
    {
        Gateway.Add(Planned);
        using var extended = await Client.PostAsync("/v1/sweeps/sample-1/extend", Json("""{"trials":9,"by":"anna"}"""));
        extended.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await GetAsync<SweepSummary[]>("/v1/sweeps")).ShouldHaveSingleItem().Planned.ShouldBe(9);
    }

    [Theory]
    [InlineData("{}", HttpStatusCode.BadRequest, "trials")]
    [InlineData("""{"trials":9}""", HttpStatusCode.BadRequest, "who")]
    [InlineData("""{"trials":6,"by":"anna"}""", HttpStatusCode.Conflict, "has 6 trials planned already")]
    public async Task An_extension_that_is_none_is_refused_with_the_reason(string body, HttpStatusCode status, string part)
    {
        Gateway.Add(Planned);
        using var answer = await Client.PostAsync("/v1/sweeps/sample-1/extend", Json(body));
        (await ProblemAsync(answer, status)).ShouldContain(part);
    }

    [Fact]
    public async Task An_extension_that_the_coordinator_refuses_is_a_conflict()
    {
        Gateway.Add(Planned);
        Gateway.Obeys = false;
        using var answer = await Client.PostAsync("/v1/sweeps/sample-1/extend", Json("""{"trials":9,"by":"anna"}"""));
        (await ProblemAsync(answer, HttpStatusCode.Conflict)).ShouldBe("its data is gone");
    }

    [Fact]
    public async Task Checkpoints_of_what_has_ended_are_cleaned_as_asked()
    {
        Gateway.Add(Planned, new SweepCancelled("enough", DateTimeOffset.UnixEpoch));
        using var answer = await Client.PostAsync("/v1/sweeps/sample-1/clean", Json("""{"keep":{"best":2},"dryRun":true}"""));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        JsonSerializer.Deserialize<Cleaned>(await answer.Content.ReadAsStringAsync(), WireJson.Options)!.Trials.ShouldBe(2);
    }

    [Fact]
    public async Task Checkpoints_of_what_goes_on_are_left_alone()
    {
        Gateway.Add(Planned);
        using var open = await Client.PostAsync("/v1/sweeps/sample-1/clean", Json("{}"));
        (await ProblemAsync(open, HttpStatusCode.Conflict)).ShouldContain("has not ended");
        using var unknown = await Client.PostAsync("/v1/sweeps/none-1/clean", Json("{}"));
        await ProblemAsync(unknown, HttpStatusCode.NotFound);
        using var odd = await Client.PostAsync("/v1/sweeps/sample-1/clean", Json("""{"keep":{"best":-1}}"""));
        (await ProblemAsync(odd, HttpStatusCode.BadRequest)).ShouldContain("keep");
    }
}
