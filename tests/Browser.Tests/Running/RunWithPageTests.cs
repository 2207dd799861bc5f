using Microsoft.Playwright;
using Orchestrator.Browser.Tests.Browsing;
using Orchestrator.Cli.Tests.EndToEnd;

namespace Orchestrator.Browser.Tests.Running;

/// <summary>The page beside a sweep that really trains: <c>run --web</c>, and <c>web</c> over what it leaves.</summary>
[Collection(BrowserCollection.Name)]
public sealed class RunWithPageTests(BrowserFixture fixture) : IDisposable
{
    private readonly CliFixture folder = new();

    public void Dispose() => folder.Dispose();

    [SkippableFact]
    public async Task A_sweep_is_followed_paused_resumed_cancelled_and_shown_again()
    {
        fixture.Require();
        // More trials than there is time for: it ends when the page says so.
        using (var run = OrchestratorProcess.Start(
            "run", folder.SweepFile, "--json", "--trials", "200", "--home", folder.Home("web"), "--web", "0"))
        {
            var sweep = Address(await run.SaysAsync("Web page: "));
            await using var visitor = await fixture.VisitAsync(new Uri(sweep, "/"));
            await visitor.OpenAsync(sweep.PathAndQuery);
            await Assertions.Expect(visitor.Page.Locator(".status").First).ToHaveTextAsync("searching");
            // It comes by itself: nobody loads the page anew.
            await Assertions.Expect(visitor.Page.Locator("section[aria-labelledby=running] tbody tr").First).ToBeVisibleAsync();
            await ActAsync(visitor, "Pause …", "Pause");
            await Assertions.Expect(visitor.Page.Locator(".status").First).ToHaveTextAsync("paused");
            await Assertions.Expect(visitor.Page.GetByText("it is a test")).ToBeVisibleAsync();
            await ActAsync(visitor, "Resume …", "Resume");
            await Assertions.Expect(visitor.Page.Locator(".status").First).ToHaveTextAsync("searching");
            visitor.ShouldHaveNoComplaints(); // with the run its server ends, of which the browser complains
            await ActAsync(visitor, "Cancel …", "Cancel the sweep");
            (await run.EndAsync()).Output.ShouldContain("sweep-cancelled/1");
        }

        using var web = OrchestratorProcess.Start("web", "--home", folder.Home("web"), "--port", "0");
        var address = await WebAddressAsync(web);
        await using var later = await fixture.VisitAsync(address);
        await later.OpenAsync("/sweeps/planted-1");
        await Assertions.Expect(later.Page.Locator(".status").First).ToHaveTextAsync("cancelled");
        await Assertions.Expect(later.Page.GetByText("it is a test").First).ToBeVisibleAsync();
        await later.ShouldBeSoundAsync("real-overview");
        foreach (var tab in new[] { "trials", "curves", "settings", "trust", "timeline" })
        {
            await later.OpenAsync($"/sweeps/planted-1/{tab}");
            await later.ShouldBeSoundAsync($"real-{tab}");
        }
        await web.InterruptAsync();
        (await web.EndAsync()).ExitCode.ShouldBe(0);
    }

    private static async Task ActAsync(Visitor visitor, string button, string sure)
    {
        await visitor.Button(button).ClickAsync();
        var dialog = visitor.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Reason").FillAsync("it is a test");
        await dialog.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = sure, Exact = true }).ClickAsync();
    }

    private static async Task<Uri> WebAddressAsync(OrchestratorProcess web) => Address(await web.SaysAsync("are shown at "));

    private static Uri Address(string line) => new(line.Split(' ').First(word => word.StartsWith("http", StringComparison.Ordinal)));
}
