using System.Net;
using Orchestrator.Contracts.Api;
using Orchestrator.Sweeps;

namespace Orchestrator.Coordinator.Tests.Api;

public sealed class OperatingTests : ApiTest
{
    [Fact]
    public async Task A_cancellation_takes_its_reason_along()
    {
        Gateway.Add(Planned);
        using var answer = await Client.PostAsync("/v1/sweeps/sample-1/cancel", Json("""{"reason":"wrong data"}"""));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
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

    [Fact]
    public async Task Whoever_drains_a_node_that_is_not_there_is_told_which_are_the_nearest_first()
    {
        (await ProblemAsync(await Client.PostAsync("/v1/nodes/gpu3/drain", Json("{}")), HttpStatusCode.NotFound))
            .ShouldBe("There is no node 'gpu3' now, nor any other.");
        Gateway.Nodes.AddRange(new[] { "cpu-1", "gpu-12", "gpu-3", "gpu-4" }.Select(name => new NodeStatus(name, 1, 0)));
        (await ProblemAsync(await Client.PostAsync("/v1/nodes/gpu3/drain", Json("{}")), HttpStatusCode.NotFound))
            .ShouldBe("There is no node 'gpu3' now. Present: gpu-3, gpu-4, cpu-1, gpu-12.");
    }

    [Fact]
    public async Task A_drain_that_the_node_does_not_confirm_is_an_error_that_says_what_holds()
    {
        Gateway.Nodes.Add(new NodeStatus("b", 2, 1));
        Gateway.NodesAnswer = false;
        using var answer = await Client.PostAsync("/v1/nodes/b/drain", Json("{}"));
        (await ProblemAsync(answer, HttpStatusCode.GatewayTimeout)).ShouldContain("'b' has not confirmed");
    }
}
