using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using NSubstitute;
using Orchestrator.Browser.Tests.Samples;
using Orchestrator.Contracts.Api;
using Orchestrator.Contracts.Trials;
using Orchestrator.Contracts.Validation;
using Orchestrator.Dashboard.Tabs;
using Orchestrator.Sweeps.Views;

namespace Orchestrator.Dashboard.Tests.Tabs;

/// <summary>The table of trials: what it asks the server for, and what it says when there is nothing to show.</summary>
public sealed class TrialsTabTests : PageTest
{
    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    [Fact]
    public void Trials_stand_in_rows_the_best_one_marked()
    {
        var tab = Show();
        tab.FindAll("tbody tr").Count.ShouldBe(20);
        tab.FindAll("tr.leading").ShouldHaveSingleItem().QuerySelector("a.name")!.TextContent.ShouldBe($"{Played.State.Best}");
        tab.Find("[role=status]").TextContent.ShouldBe("20 trials");
    }

    [Fact]
    public void What_some_folds_let_expect_of_a_trial_is_told_from_a_score()
    {
        Trials = query => TrialPages.Of(Played.State, query) is var page
            ? page with { Rows = [page.Rows[0] with { Scores = [], Partial = new PartialScore(2, 0.8125, 0.02) }] } : null!;
        Show().FindAll("tbody td").Select(cell => cell.TextContent.Trim()).ShouldContain("≈ 0.8125");
    }

    [Fact]
    public void An_address_says_what_is_asked_for()
    {
        Navigation.NavigateTo($"/sweeps/{Sweep}/trials?sort=score&order=desc&find=filters&status=completed&page=1");
        var tab = Show();
        Views.Received().TrialsAsync(Sweep,
            Arg.Is<TrialQuery>(q =>
                q.Sort == "score" && q.Descending && q.Filter == "filters" && q.Statuses!.Single() == WorkStatus.Completed),
            Arg.Any<CancellationToken>());
        tab.Find("th[aria-sort=descending]").TextContent.ShouldContain("accuracy");
        tab.FindAll("tbody tr").Count.ShouldBe(19);
    }

    [Fact]
    public void A_head_sorts_the_better_way_round_first_then_the_other_then_not()
    {
        var tab = Show();
        foreach (var expected in new[] { "?sort=score&order=desc", "?sort=score", "" })
        {
            tab.FindAll("button.sort").Single(head => head.TextContent.StartsWith("accuracy", StringComparison.Ordinal)).Click();
            Navigation.Uri.ShouldEndWith($"/sweeps/{Sweep}/trials{expected}");
            tab = Show();
        }
    }

    [Fact]
    public void A_search_that_finds_nothing_says_so_and_shows_all_again()
    {
        Navigation.NavigateTo($"/sweeps/{Sweep}/trials?find=nobody");
        var tab = Show();
        tab.Find("p.none").TextContent.ShouldStartWith("No trial matches.");
        tab.Find("p.none button").Click();
        Navigation.Uri.ShouldEndWith($"/sweeps/{Sweep}/trials");
    }

    [Fact]
    public void A_sweep_without_trials_says_when_the_first_comes()
    {
        var young = SampleSweeps.Young(Played.Now);
        Trials = query => TrialPages.Of(young.State, query);
        var tab = Show(overview: SweepOverviews.Of(young.State, _ => 0, Played.Now));
        tab.Find(".empty h2").TextContent.ShouldBe("No trial yet");
        tab.FindAll("table").ShouldBeEmpty();
    }

    [Fact]
    public void Two_trials_that_are_picked_are_compared()
    {
        var tab = Show();
        tab.FindAll("a.link-chip").ShouldNotContain(link => link.TextContent.StartsWith("Compare", StringComparison.Ordinal));
        tab.Find("[aria-label='Compare trial 3']").Change(true);
        tab.Find("[aria-label='Compare trial 7']").Change(true);
        tab.FindAll("a.link-chip").Single(link => link.TextContent == "Compare 2").GetAttribute("href")
            .ShouldBe($"/sweeps/{Sweep}/compare?trials=3,7");
    }

    [Fact]
    public void What_a_user_can_put_right_is_a_sentence_and_a_fault_of_the_program_reaches_its_log_once()
    {
        Trials = _ => throw new UserError("There is no column 'x'.");
        var tab = Show();
        tab.Find("[role=alert]").TextContent.ShouldContain("There is no column 'x'.");
        Faults.ShouldBeEmpty();

        Trials = _ => throw new InvalidOperationException("secret");
        foreach (var version in new[] { 2, 3 })
        {
            tab.Render(parameters => parameters.Add(t => t.Overview, Overview).Add(t => t.Version, version));
        }

        tab.Find("[role=alert]").TextContent.ShouldNotContain("secret");
        Faults.ShouldHaveSingleItem().Message.ShouldBe("secret");

        Trials = query => TrialPages.Of(Played.State, query);
        tab.Render(parameters => parameters.Add(t => t.Overview, Overview).Add(t => t.Version, 4));
        tab.FindAll("tbody tr").Count.ShouldBe(20);
    }

    private IRenderedComponent<TrialsTab> Show(long version = 1, SweepOverview? overview = null) =>
        Render<TrialsTab>(parameters => parameters.Add(t => t.Overview, overview ?? Overview).Add(t => t.Version, version));
}
