using System.Net;
using System.Net.Http.Headers;
using Orchestrator.Contracts.Api;
using Orchestrator.Coordinator.Api;

namespace Orchestrator.Coordinator.Tests.Api;

public sealed class TokenTests : ApiTest
{
    private const string Token = "0123456789abcdef";

    internal override WebOptions Options => new(Port: 0, Token: Token);

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer")]
    [InlineData("Bearer 0123456789abcde")]
    [InlineData("Bearer 0123456789abcdef0")]
    [InlineData("Basic 0123456789abcdef")]
    public async Task Nobody_enters_without_the_token(string? header)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/sweeps");
        if (header is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", header);
        }

        using var answer = await Client.SendAsync(request);
        await ProblemAsync(answer, HttpStatusCode.Unauthorized);
        answer.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer");
    }

    [Fact]
    public async Task The_token_opens()
    {
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        (await GetAsync<SweepSummary[]>("/v1/sweeps")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Health_is_for_everybody() => (await Client.GetStringAsync("/alive")).ShouldBe("alive");
}
