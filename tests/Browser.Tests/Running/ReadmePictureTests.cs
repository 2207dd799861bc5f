using Microsoft.Playwright;
using Orchestrator.Browser.Tests.Browsing;
using Orchestrator.Cli.Embedded;
using Orchestrator.Cli.Web;

namespace Orchestrator.Browser.Tests.Running;

/// <summary>Takes the README's pictures: docs/images/make.sh runs a sweep and asks for them.</summary>
[Collection(BrowserCollection.Name)]
public sealed class ReadmePictureTests(BrowserFixture fixture)
{
    private const string Home = "ORCHESTRATOR_PICTURES_OF", Folder = "ORCHESTRATOR_PICTURES";

    [SkippableTheory]
    [InlineData("", "overview", ColorScheme.Light)]
    [InlineData("trials?sort=score&order=desc", "trials", ColorScheme.Dark)]
    public async Task A_picture_is_taken_of_the_home_that_is_named(string tab, string name, ColorScheme scheme)
    {
        var (home, folder) = (Environment.GetEnvironmentVariable(Home), Environment.GetEnvironmentVariable(Folder));
        Skip.If(home is null || folder is null, $"{Home} and {Folder} are not set; docs/images/make.sh sets them.");
        fixture.Require();
        await using var page = await LocalPage.StartAsync(DataDirectory.At(home).Existing(), null, 0);
        await using var visitor = await fixture.VisitAsync(page.Address, scheme, height: 860);
        await visitor.OpenAsync("/");
        var sweep = await visitor.Page.Locator("table.rows tbody a.name").First.GetAttributeAsync("href");
        await visitor.OpenAsync($"{sweep}/{tab}".TrimEnd('/'));
        await visitor.Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder!, $"{name}.png") });
        visitor.ShouldHaveNoComplaints();
    }
}
