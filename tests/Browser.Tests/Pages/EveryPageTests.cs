using Orchestrator.Browser.Tests.Browsing;

namespace Orchestrator.Browser.Tests.Pages;

/// <summary>Every view of every kind of sweep, in both colour schemes and on a phone.</summary>
[Collection(BrowserCollection.Name)]
public sealed class EveryPageTests(BrowserFixture fixture)
{
    private static readonly (string Name, string Path)[] Views =
    [
        ("sweeps", "/"),
        ("sweeps-found-none", "/?find=nobody"),
        ("nodes-alone", "/nodes"),
        ("overview", "/sweeps/splice-1"),
        ("overview-running", "/sweeps/splice-2"),
        ("overview-paused", "/sweeps/histone-1"),
        ("overview-young", "/sweeps/young-1"),
        ("trials", "/sweeps/splice-1/trials"),
        ("trials-young", "/sweeps/young-1/trials"),
        ("trials-sorted", "/sweeps/splice-1/trials?sort=score&order=desc&status=completed"),
        ("curves", "/sweeps/splice-1/curves"),
        ("settings", "/sweeps/splice-1/settings"),
        ("settings-young", "/sweeps/young-1/settings"),
        ("trust", "/sweeps/splice-1/trust"),
        ("front", "/sweeps/size-1/front"),
        ("timeline", "/sweeps/splice-1/timeline"),
        ("trial", "/sweeps/splice-1/trials/4"),
        ("trial-failed", "/sweeps/splice-1/trials/19"),
        ("compare", "/sweeps/splice-1/compare?trials=0,4,7"),
        ("compare-none", "/sweeps/splice-1/compare"),
        ("sweep-unknown", "/sweeps/nobody-1"),
        ("trial-unknown", "/sweeps/splice-1/trials/4000"),
        ("wide-overview", "/sweeps/wide-1"),
        ("wide-trials", "/sweeps/wide-1/trials"),
        ("wide-settings", "/sweeps/wide-1/settings"),
        ("wide-trial", "/sweeps/wide-1/trials/1"),
        ("wide-compare", "/sweeps/wide-1/compare?trials=0,1,2"),
    ];

    public static TheoryData<string> Names => [.. Views.Select(view => view.Name)];

    [SkippableTheory]
    [MemberData(nameof(Names))]
    public async Task A_view_is_sound_in_both_colour_schemes_and_on_a_phone(string view)
    {
        fixture.Require();
        await using var visitor = await fixture.VisitAsync(fixture.Samples);
        await visitor.OpenAsync(Views.First(known => known.Name == view).Path);
        await visitor.LookAroundAsync(view);
    }
}
