using System.Net;
using System.Text.RegularExpressions;

namespace Orchestrator.Browser.Tests.Access;

/// <summary>What the server says to browsers, and whom it refuses. Takes no browser.</summary>
public sealed partial class PageHeadersTests : IAsyncLifetime
{
    private readonly HttpClient client = new(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false });
    private GuardedPage guarded = null!, open = null!;

    public async Task InitializeAsync() => (guarded, open) = (await GuardedPage.StartAsync(), await GuardedPage.StartAsync(tokens: false));

    public async Task DisposeAsync()
    {
        await guarded.DisposeAsync();
        await open.DisposeAsync();
        client.Dispose();
    }

    [Fact]
    public async Task Scripts_come_from_the_server_alone_and_nobody_frames_the_page()
    {
        using var answer = await client.GetAsync(open.Address);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var policy = string.Join("; ", answer.Headers.GetValues("Content-Security-Policy"));
        policy.ShouldContain("script-src 'self';");
        policy.ShouldContain("default-src 'none'");
        policy.ShouldContain("frame-ancestors 'none'");
        policy.ShouldNotContain("unsafe-eval");
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        var html = await answer.Content.ReadAsStringAsync();
        InlineScript().IsMatch(html).ShouldBeFalse(html);
    }

    [Fact]
    public async Task Files_of_the_page_are_kept_by_browsers_and_compressed()
    {
        var html = await client.GetStringAsync(open.Address);
        var script = Regex.Match(html, "src=\"(?<path>/assets/[^\"]+/blazor.web.js)\"").Groups["path"].Value;
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(open.Address, script));
        request.Headers.Add("Accept-Encoding", "gzip");
        using var answer = await client.SendAsync(request);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentEncoding.ShouldBe(["gzip"]);
        answer.Headers.CacheControl!.MaxAge.ShouldBe(TimeSpan.FromDays(365));
        (await client.GetAsync(new Uri(open.Address, script.Replace("blazor.web.js", "nothing.js", StringComparison.Ordinal)))).StatusCode
            .ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/sweeps/splice-2")]
    [InlineData("/sweeps/splice-2/trials.csv")]
    [InlineData("/nodes")]
    public async Task Who_has_no_session_is_led_to_the_form(string path)
    {
        using var answer = await client.GetAsync(new Uri(guarded.Address, path));
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        answer.Headers.Location!.ToString().ShouldStartWith("/login");
    }

    [Fact]
    public async Task Who_has_no_session_gets_no_circuit()
    {
        using var negotiation = await client.PostAsync(new Uri(guarded.Address, "/_blazor/negotiate?negotiateVersion=1"), null);
        negotiation.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("http://elsewhere.example", HttpStatusCode.Forbidden)]
    [InlineData("null", HttpStatusCode.Forbidden)]
    [InlineData(null, HttpStatusCode.OK)]
    public async Task Another_sites_page_gets_no_circuit(string? origin, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(open.Address, "/_blazor/negotiate?negotiateVersion=1"));
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }
        using var answer = await client.SendAsync(request);
        answer.StatusCode.ShouldBe(expected);
    }

    [Fact]
    public async Task A_name_that_is_given_this_machines_address_is_refused_without_a_token()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, open.Address) { Headers = { Host = "rebound.example" } };
        using var answer = await client.SendAsync(request);
        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_login_without_the_forms_own_token_is_refused()
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["token"] = GuardedPage.Full });
        using var answer = await client.PostAsync(new Uri(guarded.Address, "/login"), form);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        answer.Headers.Contains("Set-Cookie").ShouldBeFalse();
    }

    [Theory]
    [InlineData("full.99999999999.AAAA")]
    [InlineData("full")]
    [InlineData("admin.99999999999.AAAA")]
    [InlineData("full.x.")]
    public async Task A_made_up_session_opens_nothing(string cookie)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, guarded.Address);
        request.Headers.Add("Cookie", $"orchestrator-session={cookie}");
        using var answer = await client.SendAsync(request);
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [GeneratedRegex(@"<script(?![^>]*\bsrc=)|\son[a-z]+\s*=|javascript:", RegexOptions.IgnoreCase)]
    private static partial Regex InlineScript();
}
