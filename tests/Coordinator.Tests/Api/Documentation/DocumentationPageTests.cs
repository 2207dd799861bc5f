using System.Net;
using System.Text.RegularExpressions;
using Orchestrator.Coordinator.Api;

namespace Orchestrator.Coordinator.Tests.Api.Documentation;

/// <summary>The page is for everybody, also where a token is wanted, and where there is no Internet.</summary>
public sealed partial class DocumentationPageTests : DocumentTest
{
    internal override WebOptions Options => new(Port: 0, Token: "0123456789abcdef");

    [Fact]
    public async Task It_comes_with_its_scripts_and_names_no_other_host()
    {
        using var answer = await Client.GetAsync("/docs");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        answer.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem().ShouldStartWith("default-src 'self';");
        var page = await answer.Content.ReadAsStringAsync();
        page.ShouldNotContain("://");
        var scripts = Script().Matches(page).Select(script => script.Groups[1].Value).ToArray();
        scripts.ShouldNotBeEmpty();
        foreach (var script in scripts)
        {
            using var content = await Client.GetAsync(new Uri(answer.RequestMessage!.RequestUri!, script));
            content.StatusCode.ShouldBe(HttpStatusCode.OK, script);
            content.Content.Headers.ContentType!.MediaType.ShouldBe("text/javascript");
        }
        page.ShouldContain("openapi/v1.json");
    }

    [Fact]
    public async Task The_document_asks_for_no_token_and_tells_of_no_sweep()
    {
        (await Client.GetAsync("/v1/sweeps")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await DocumentAsync()).ToJsonString().ShouldNotContain("sample-1");
    }

    [GeneratedRegex("src=\"([^\"]+)\"")]
    private static partial Regex Script();
}
