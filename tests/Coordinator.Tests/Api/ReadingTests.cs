using System.Net;
using Orchestrator.Contracts.Api;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Trials;
using Orchestrator.Sweeps;

namespace Orchestrator.Coordinator.Tests.Api;

public sealed class ReadingTests : ApiTest
{
    private static readonly Configuration Configuration = Configuration.Empty.With("x", ParameterValue.Of(0.25))
        .With("kind", ParameterValue.Of("a"));

    [Fact]
    public async Task A_state_survives_the_wire()
    {
        Gateway.Add(Planned, new TrialSuggested(0, Configuration, DateTimeOffset.UnixEpoch));
        var state = await GetAsync<SweepState>("/v1/sweeps/sample-1/state");
        state.Id.ShouldBe(Sweep);
        state.Definition.ShouldBe(Planned.Definition);
        state.Open.ShouldBe([0]);
        state.Trials.ShouldHaveSingleItem().Configuration.ShouldBe(Configuration);
    }

    [Fact]
    public async Task The_list_begins_with_the_last_sweep()
    {
        Gateway.Add(Planned);
        Gateway.Add(Planned with { Sweep = new SweepId("sample-2"), At = DateTimeOffset.UnixEpoch.AddDays(1) });
        var list = await GetAsync<SweepSummary[]>("/v1/sweeps");
        list.Select(s => s.Sweep.Value).ShouldBe(["sample-2", "sample-1"]);
        list[0].Planned.ShouldBe(Planned.Definition.Search.Trials);
    }

    [Fact]
    public async Task Measurements_are_of_all_trials_or_of_one_and_keep_what_is_not_finite()
    {
        Gateway.Add(Planned);
        Gateway.Measurements.Add(new MeasurementRow(Sweep, 0, 0, 1, 1, "train/loss", double.NaN));
        Gateway.Measurements.Add(new MeasurementRow(Sweep, 1, 0, 1, 1, "train/loss", 0.5));
        (await GetAsync<MeasurementRow[]>("/v1/sweeps/sample-1/measurements")).ShouldBe(Gateway.Measurements);
        (await GetAsync<MeasurementRow[]>("/v1/sweeps/sample-1/measurements?trial=1")).ShouldHaveSingleItem().Value.ShouldBe(0.5);
    }

    [Theory]
    [InlineData("/v1/sweeps/none", "no sweep 'none'")]
    [InlineData("/v1/sweeps/none/state", "no sweep 'none'")]
    [InlineData("/v1/sweeps/none/measurements", "no sweep 'none'")]
    [InlineData("/v1/sweeps/none/watch", "no sweep 'none'")]
    [InlineData("/v1/sweeps/sample-1/trials/7", "no trial 7")]
    public async Task What_is_not_there_is_said(string path, string message)
    {
        Gateway.Add(Planned);
        using var answer = await Client.GetAsync(path);
        (await ProblemAsync(answer, HttpStatusCode.NotFound)).ShouldContain(message);
    }

    [Fact]
    public async Task A_coordinator_that_cannot_answer_asks_to_come_again()
    {
        Gateway.Failure = new TimeoutException("The sweep changes hands.");
        using var answer = await Client.GetAsync("/v1/sweeps");
        (await ProblemAsync(answer, HttpStatusCode.ServiceUnavailable)).ShouldContain("changes hands");
        answer.Headers.RetryAfter.ShouldNotBeNull();
    }
}
