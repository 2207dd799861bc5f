using Microsoft.Playwright;
using Orchestrator.Browser.Tests.Browsing;

namespace Orchestrator.Browser.Tests.Pages;

/// <summary>The tables: sort, search, columns, choice, pages; and that an address says what is shown.</summary>
[Collection(BrowserCollection.Name)]
public sealed class TableTests(BrowserFixture fixture)
{
    [SkippableFact]
    public async Task Sweeps_are_found_by_a_word_and_by_their_status()
    {
        fixture.Require();
        await using var visitor = await fixture.VisitAsync(fixture.Samples);
        await visitor.OpenAsync("/");
        await visitor.Page.GetByLabel("Search sweeps").FillAsync("histone");
        await Assertions.Expect(Rows(visitor)).ToHaveCountAsync(1);
        await Assertions.Expect(visitor.Page).ToHaveURLAsync(new Uri(visitor.Site, "/?find=histone").ToString());
        await visitor.Page.GetByLabel("Search sweeps").FillAsync("");
        await visitor.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { NameRegex = new("^Paused") }).ClickAsync();
        await Assertions.Expect(Rows(visitor)).ToHaveCountAsync(1);
        await visitor.Link("histone-1").ClickAsync();
        await Assertions.Expect(visitor.Page.Locator("h1")).ToHaveTextAsync("histone-1");
        await visitor.DrawnAsync();
        visitor.ShouldHaveNoComplaints();
    }

    [SkippableFact]
    public async Task Trials_are_sorted_and_searched_by_the_server()
    {
        fixture.Require();
        await using var visitor = await fixture.VisitAsync(fixture.Samples);
        await visitor.OpenAsync("/sweeps/splice-1/trials");
        await visitor.Button("accuracy").ClickAsync();
        await Assertions.Expect(visitor.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("sort=score&order=desc"));
        await Assertions.Expect(Rows(visitor).First).ToContainTextAsync("best");
        await Assertions.Expect(visitor.Page.Locator("th[aria-sort=descending]")).ToHaveCountAsync(1);
        await visitor.Page.GetByLabel("Search trials").FillAsync("diverged NaN");
        await Assertions.Expect(Rows(visitor)).ToHaveCountAsync(0);
        await visitor.Page.GetByLabel("Search trials").FillAsync("NaN");
        await Assertions.Expect(Rows(visitor)).ToHaveCountAsync(1);
        await visitor.Page.ReloadAsync();
        await Assertions.Expect(visitor.Page.GetByLabel("Search trials")).ToHaveValueAsync("NaN");
        await Assertions.Expect(Rows(visitor)).ToHaveCountAsync(1);
        visitor.ShouldHaveNoComplaints();
    }

    [SkippableFact]
    public async Task Columns_are_chosen_and_the_file_has_those()
    {
        fixture.Require();
        await using var visitor = await fixture.VisitAsync(fixture.Samples);
        await visitor.OpenAsync("/sweeps/splice-1/trials");
        await visitor.Page.Locator("summary").ClickAsync();
        await visitor.Page.GetByLabel("dropout").UncheckAsync();
        var head = visitor.Page.GetByRole(AriaRole.Columnheader, new PageGetByRoleOptions { Name = "dropout" });
        await Assertions.Expect(head).ToHaveCountAsync(0);
        var download = await visitor.Page.RunAndWaitForDownloadAsync(() => visitor.Link("CSV").ClickAsync());
        var names = (await File.ReadAllLinesAsync(await download.PathAsync()))[0];
        names.ShouldContain("learning_rate");
        names.ShouldNotContain("dropout");
    }

    [SkippableFact]
    public async Task Chosen_trials_are_compared_by_what_differs()
    {
        fixture.Require();
        await using var visitor = await fixture.VisitAsync(fixture.Samples);
        await visitor.OpenAsync("/sweeps/splice-1/trials");
        foreach (var trial in new[] { 0, 3 })
        {
            await visitor.Page.Locator($"[aria-label='Compare trial {trial}']").CheckAsync();
        }
        await visitor.Link("Compare 2").ClickAsync();
        await Assertions.Expect(visitor.Page.Locator("h1")).ToHaveTextAsync("Compare trials");
        await visitor.DrawnAsync();
        await Assertions.Expect(visitor.Page.Locator("table.compare thead a")).ToHaveTextAsync(["Trial 0", "Trial 3"]);
        await Assertions.Expect(visitor.Page.Locator("td.differs").First).ToBeVisibleAsync();
        visitor.ShouldHaveNoComplaints();
    }

    [SkippableFact]
    public async Task A_range_of_an_axis_chooses_trials_by_keys_too()
    {
        fixture.Require();
        await using var visitor = await fixture.VisitAsync(fixture.Samples);
        await visitor.OpenAsync("/sweeps/splice-1/settings");
        var axis = visitor.Page.Locator(".parallel [data-axis='0']");
        await axis.FocusAsync();
        for (var press = 0; press < 10; press++)
        {
            await visitor.Page.Keyboard.PressAsync("ArrowDown");
        }
        await Assertions.Expect(visitor.Page.GetByText("chosen")).ToBeVisibleAsync();
        (await visitor.Page.Locator(".parallel path.out").CountAsync()).ShouldBeGreaterThan(0);
        await visitor.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(visitor.Page.Locator(".parallel path.out")).ToHaveCountAsync(0);
        visitor.ShouldHaveNoComplaints();
    }

    [SkippableFact]
    public async Task Colours_can_be_switched_and_stay()
    {
        fixture.Require();
        await using var visitor = await fixture.VisitAsync(fixture.Samples, ColorScheme.Light);
        await visitor.OpenAsync("/sweeps/splice-1");
        await visitor.Page.GetByLabel("Colours:").ClickAsync();
        await visitor.Page.GetByText("Dark", new PageGetByTextOptions { Exact = true }).ClickAsync();
        await Assertions.Expect(visitor.Page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        await visitor.Page.ReloadAsync();
        await Assertions.Expect(visitor.Page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        await visitor.DrawnAsync();
        visitor.ShouldHaveNoComplaints();
    }

    private static ILocator Rows(Visitor visitor) => visitor.Page.Locator("table.rows tbody tr");
}
