using System.Net;
using Orchestrator.Coordinator.Web;
using Orchestrator.Sweeps.Events;

namespace Orchestrator.Coordinator.Tests.Web;

public sealed class OperatingTests : ApiTest
{
    [Fact]
    public async Task A_cancellation_takes_its_reason_along()
    {
        Gateway.Add(Planned);
        using var answer = await Client.PostAsync("/v1/sweeps/sample-1/cancel", Json("""{"reason":"wrong data"}"""));
        answer.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        Gateway.Cancelled.ShouldBe([(Sweep, "wrong data")]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"reason":" "}""")]
    public async Task A_cancellation_without_a_reason_is_refused(string body)
    {
        Gateway.Add(Planned);
        using var answer = await Client.PostAsync("/v1/sweeps/sample-1/cancel", Json(body));
        await ProblemAsync(answer, HttpStatusCode.BadRequest);
        Gateway.Cancelled.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_has_ended_cannot_be_cancelled()
    {
        Gateway.Add(Planned, new SweepCancelled("enough", DateTimeOffset.UnixEpoch));
        using var answer = await Client.PostAsync("/v1/sweeps/sample-1/cancel", Json("""{"reason":"again"}"""));
        (await ProblemAsync(answer, HttpStatusCode.Conflict)).ShouldContain("enough");
    }

    [Fact]
    public async Task Nodes_are_listed_by_name_and_drained()
    {
        Gateway.Nodes.AddRange([new NodeStatus("b", 2, 1), new NodeStatus("a", 4, 0, Draining: true)]);
        (await GetAsync<NodeStatus[]>("/v1/nodes")).ShouldBe([Gateway.Nodes[1], Gateway.Nodes[0]]);
        using var drained = await Client.PostAsync("/v1/nodes/b/drain", Json("{}"));
        drained.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        using var unknown = await Client.PostAsync("/v1/nodes/c/drain", Json("{}"));
        await ProblemAsync(unknown, HttpStatusCode.NotFound);
        Gateway.Drained.ShouldBe(["b"]);
    }
}
