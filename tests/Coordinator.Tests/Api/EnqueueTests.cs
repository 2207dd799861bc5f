using System.Net;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Sweeps;

namespace Orchestrator.Coordinator.Tests.Api;

public sealed class EnqueueTests : ApiTest
{
    [Fact]
    public async Task A_configuration_is_queued_and_a_repetition_queues_nothing_more()
    {
        Gateway.Add(Planned);
        for (var time = 0; time < 2; time++)
        {
            using var answer = await Client.PostAsync("/v1/sweeps/sample-1/enqueue",
                Json("""{"settings":{"kind":"a","x":0.5,"n":3},"by":"anna","key":"k1"}"""));
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        var queued = (await GetAsync<SweepState>("/v1/sweeps/sample-1/state")).Queue.ShouldHaveSingleItem();
        (queued.Key, queued.Value.Configuration.ToString(), queued.Value.By).ShouldBe((0, "x=0.5 n=3 kind=a", "anna"));
    }

    [Theory]
    [InlineData("{}", "who queued")]
    [InlineData("""{"settings":{"x":0.5,"n":3,"kind":"a"},"by":" "}""", "who queued")]
    [InlineData("""{"settings":{"x":0.5,"n":3},"by":"anna"}""", "'kind' is missing")]
    [InlineData("""{"settings":{"x":9,"n":3,"kind":"a"},"by":"anna"}""", "'9' is not a value of 'x'")]
    [InlineData("""{"settings":{"x":0,"n":3,"kind":"a","m":1},"by":"anna"}""", "no hyper-parameter 'm'")]
    [InlineData("""{"settings":{"x":[1],"n":3,"kind":"a"},"by":"anna"}""", "who queued")]
    public async Task What_cannot_be_tried_is_refused_with_the_reason(string body, string part)
    {
        Gateway.Add(Planned);
        using var answer = await Client.PostAsync("/v1/sweeps/sample-1/enqueue", Json(body));
        (await ProblemAsync(answer, HttpStatusCode.BadRequest)).ShouldContain(part);
    }

    [Fact]
    public async Task A_sweep_that_chooses_nothing_more_is_a_conflict()
    {
        Gateway.Add(Planned, new SweepCancelled("enough", DateTimeOffset.UnixEpoch));
        using var answer = await Client.PostAsync("/v1/sweeps/sample-1/enqueue",
            Json("""{"settings":{"x":0.5,"n":3,"kind":"a"},"by":"anna"}"""));
        (await ProblemAsync(answer, HttpStatusCode.Conflict)).ShouldContain("was cancelled");
    }
}
