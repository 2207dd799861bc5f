using Microsoft.Playwright;
using Orchestrator.Browser.Tests.Browsing;
using Orchestrator.Browser.Tests.Samples;
using Orchestrator.Dashboard.Tabs;

namespace Orchestrator.Browser.Tests.Pages;

/// <summary>Names that data and users bring are shown as they stand, and do nothing.</summary>
[Collection(BrowserCollection.Name)]
public sealed class HostileNamesTests(BrowserFixture fixture)
{
    [SkippableTheory]
    [InlineData("/")]
    [InlineData("/sweeps/hostile-1")]
    [InlineData("/sweeps/hostile-1/trials")]
    [InlineData("/sweeps/hostile-1/curves")]
    [InlineData("/sweeps/hostile-1/settings")]
    [InlineData("/sweeps/hostile-1/trust")]
    [InlineData("/sweeps/hostile-1/timeline")]
    [InlineData("/sweeps/hostile-1/trials/5")]
    [InlineData("/sweeps/hostile-1/compare?trials=0,1,2")]
    [InlineData("/?find=%3Cimg%20src%3Dx%20onerror%3Dwindow.harmed%3D1%3E")]
    [InlineData("/sweeps/%3Cimg%20src%3Dx%20onerror%3Dwindow.harmed%3D1%3E")]
    public async Task A_name_that_is_a_script_does_not_run(string path)
    {
        fixture.Require();
        await using var visitor = await fixture.VisitAsync(fixture.Samples);
        await visitor.OpenAsync(path);
        (await visitor.Page.EvaluateAsync<bool>("window.harmed === undefined")).ShouldBeTrue();
        (await visitor.Page.Locator("img[src=x]").CountAsync()).ShouldBe(0);
        await visitor.ShouldBeSoundAsync($"hostile-{path.Split('/')[^1].Split('?')[0].Replace("%", "", StringComparison.Ordinal)}");
    }

    [SkippableFact]
    public async Task A_name_is_shown_as_it_stands()
    {
        fixture.Require();
        await using var visitor = await fixture.VisitAsync(fixture.Samples);
        await visitor.OpenAsync("/sweeps/hostile-1/trials/5");
        await Assertions.Expect(visitor.Page.Locator("dt", new PageLocatorOptions { HasTextString = SampleSweeps.Script }).First)
            .ToBeVisibleAsync();
    }

    [SkippableFact]
    public async Task The_table_as_a_file_has_no_formulas()
    {
        fixture.Require();
        await using var visitor = await fixture.VisitAsync(fixture.Samples);
        await visitor.OpenAsync("/sweeps/hostile-1/trials?sort=score&order=desc");
        var download = await visitor.Page.RunAndWaitForDownloadAsync(() => visitor.Link("CSV").ClickAsync());
        download.SuggestedFilename.ShouldBe("hostile-1-trials.csv");
        var rows = await File.ReadAllLinesAsync(await download.PathAsync());
        rows.Length.ShouldBe(7);
        rows[0].ShouldContain("\"'=HYPERLINK(\"\"http://example.com\"\",\"\"x\"\")\"");
        rows.ShouldAllBe(row => !row.Contains(",=") && !row.Contains(",\"=") && !row.Contains(",@") && !row.Contains(",\"@"));
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("+1 and more", "'+1 and more")]
    [InlineData("-1+1", "'-1+1")]
    [InlineData("\tx", "'\tx")]
    [InlineData("-0.25", "-0.25")]
    [InlineData("1E-05", "1E-05")]
    [InlineData("max", "max")]
    [InlineData("", "")]
    public void A_cell_that_would_be_a_formula_is_text(string cell, string written) => TrialsFile.Harmless(cell).ShouldBe(written);
}
