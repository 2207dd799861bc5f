using System.Globalization;
using Microsoft.Playwright;
using Orchestrator.Browser.Tests.Browsing;
using Xunit.Abstractions;

namespace Orchestrator.Browser.Tests.Pages;

/// <summary>A page that stays open does not fill the browser's memory.</summary>
[Collection(BrowserCollection.Name)]
public sealed class HeapTests(BrowserFixture fixture, ITestOutputHelper output)
{
    private const int WarmUp = 2, Rounds = 6;
    private const double Megabyte = 1e6, MostGrowth = 10 * Megabyte, MostHeap = 100 * Megabyte;

    private static readonly string[] Tabs =
        ["Trials", "Learning curves", "Which settings matter", "Can I trust it", "Timeline", "Overview"];

    [SkippableFact]
    public async Task Going_round_the_views_of_a_sweep_again_and_again_leaves_nothing_behind()
    {
        fixture.Require();
        await using var visitor = await fixture.VisitAsync(fixture.Samples);
        await visitor.OpenAsync("/sweeps/splice-1");
        var protocol = await visitor.Page.Context.NewCDPSessionAsync(visitor.Page);
        await GoRoundAsync(visitor, WarmUp);
        var before = await HeapAsync(protocol);
        await GoRoundAsync(visitor, Rounds);
        var after = await HeapAsync(protocol);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"heap after {WarmUp} rounds of {Tabs.Length} views: {before / Megabyte:N1} MB, "
                + $"after {Rounds} more: {after / Megabyte:N1} MB"));
        after.ShouldBeLessThan(MostHeap);
        (after - before).ShouldBeLessThan(MostGrowth);
    }

    // As a click on a link does it: the circuit stays, so that nothing is thrown away with a document.
    private static async Task GoRoundAsync(Visitor visitor, int rounds)
    {
        for (var round = 0; round < rounds; round++)
        {
            foreach (var tab in Tabs)
            {
                await visitor.Page.Locator("nav.tabs a", new PageLocatorOptions { HasTextString = tab }).First.ClickAsync();
                await Assertions.Expect(visitor.Page.Locator("nav.tabs a[aria-current=page]")).ToHaveTextAsync(tab);
                await visitor.DrawnAsync();
            }
        }
    }

    private static async Task<double> HeapAsync(ICDPSession protocol)
    {
        await protocol.SendAsync("HeapProfiler.collectGarbage");
        var usage = await protocol.SendAsync("Runtime.getHeapUsage");
        return usage!.Value.GetProperty("usedSize").GetDouble();
    }
}
