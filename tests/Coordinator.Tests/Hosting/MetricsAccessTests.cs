using System.Net;
using System.Net.Http.Headers;
using Orchestrator.Coordinator.Api;
using Orchestrator.Coordinator.Tests.Api;

namespace Orchestrator.Coordinator.Tests.Hosting;

/// <summary>Metrics are for whoever may read the API.</summary>
[Collection(TelemetryCollection.Name)]
public sealed class MetricsAccessTests
{
    private const string Token = "0123456789abcdef", ReadToken = "fedcba9876543210";

    [Theory]
    [InlineData(Token)]
    [InlineData(ReadToken)]
    public async Task A_token_opens_them_and_nothing_else_does(string token)
    {
        await using var page = await MetricsPage.StartAsync(new WebOptions(Port: 0, Token: Token, ReadToken: ReadToken));
        using var refused = await page.Client.GetAsync("/metrics");
        (await ApiTest.ProblemAsync(refused, HttpStatusCode.Unauthorized)).ShouldContain("wants a token");
        refused.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer");
        page.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await page.Client.GetAsync("/metrics");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/plain");
    }

    [Fact]
    public async Task Without_a_token_they_are_for_this_machine()
    {
        await using var page = await MetricsPage.StartAsync();
        using var here = await page.Client.GetAsync("/metrics");
        here.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        request.Headers.Host = "rebound.example";
        using var answer = await page.Client.SendAsync(request);
        await ApiTest.ProblemAsync(answer, HttpStatusCode.Forbidden);
    }
}
