using System.Net;
using System.Net.Http.Headers;
using Orchestrator.Contracts.Api;
using Orchestrator.Coordinator.Api;

namespace Orchestrator.Coordinator.Tests.Api;

public sealed class ReadTokenTests : ApiTest
{
    private const string Token = "0123456789abcdef", ReadToken = "fedcba9876543210";

    internal override WebOptions Options => new(Port: 0, Token: Token, ReadToken: ReadToken);

    [Fact]
    public async Task It_reads()
    {
        Present(ReadToken);
        (await GetAsync<SweepSummary[]>("/v1/sweeps")).ShouldBeEmpty();
        (await GetAsync<CoordinatorStatus>("/v1/coordinator")).Access.ShouldBe("read");
    }

    [Theory]
    [InlineData("/v1/sweeps")]
    [InlineData("/v1/sweeps/sample-1/cancel")]
    [InlineData("/v1/nodes/gpu-1/drain")]
    public async Task It_changes_nothing(string path)
    {
        Gateway.Add(Planned);
        Present(ReadToken);
        using var answer = await Client.PostAsync(path, Json("""{"reason":"mischief"}"""));
        (await ProblemAsync(answer, HttpStatusCode.Forbidden)).ShouldContain("reading");
        Gateway.Cancelled.ShouldBeEmpty();
        Gateway.Drained.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_full_token_does_both()
    {
        Gateway.Add(Planned);
        Present(Token);
        (await GetAsync<CoordinatorStatus>("/v1/coordinator")).Access.ShouldBe("full");
        using var answer = await Client.PostAsync("/v1/sweeps/sample-1/cancel", Json("""{"reason":"enough"}"""));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private void Present(string token) => Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
}
