using System.Net;

namespace Orchestrator.Coordinator.Tests.Api;

/// <summary>Without a token a browser on this machine must not be turned against the coordinator.</summary>
public sealed class LoopbackTests : ApiTest
{
    [Fact]
    public async Task A_name_that_was_pointed_at_loopback_is_refused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/sweeps");
        request.Headers.Host = "rebound.example";
        using var answer = await Client.SendAsync(request);
        await ProblemAsync(answer, HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_form_is_refused()
    {
        Gateway.Add(Planned);
        using var answer = await Client.PostAsync("/v1/sweeps/sample-1/cancel", new StringContent("""{"reason":"a page said so"}"""));
        await ProblemAsync(answer, HttpStatusCode.UnsupportedMediaType);
        Gateway.Cancelled.ShouldBeEmpty();
    }
}
