using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using NSubstitute;
using Orchestrator.Contracts.Api;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Dashboard.Pages;

namespace Orchestrator.Dashboard.Tests.Pages;

/// <summary>Trials beside each other.</summary>
public sealed class ComparePageTests : PageTest
{
    [Fact]
    public void Those_of_the_address_are_compared_each_once()
    {
        var page = Show("0,4, 4 x -1");
        page.FindAll("thead a").Select(head => head.TextContent.Trim()).ShouldBe(["Trial 0", "Trial 4"]);
        page.FindAll("tbody th").Select(head => head.TextContent).ShouldContain("Fold 0");
        page.FindAll("td.differs").ShouldNotBeEmpty();
    }

    [Fact]
    public void Those_of_another_sweep_stand_there_with_its_name()
    {
        Show("4,splice-2:5").FindAll("thead a").Select(head => (head.TextContent.Trim(), head.GetAttribute("href")))
            .ShouldBe([("Trial 4", $"/sweeps/{Sweep}/trials/4"), ("splice-2 5", "/sweeps/splice-2/trials/5")]);
        Views.Received().CompareAsync(
            Arg.Is<IReadOnlyList<TrialReference>>(trials => trials.Contains(new TrialReference(new SweepId("splice-2"), 5))),
            Arg.Any<CancellationToken>());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("nobody")]
    public void Without_a_trial_it_says_how_to_choose_some(string? trials) =>
        Show(trials).Find(".empty h2").TextContent.ShouldBe("No trial is chosen");

    [Fact]
    public void What_fails_is_said_in_its_place()
    {
        Compared = _ => throw new TimeoutException("The database does not answer.");
        Show("0,4").Find("[role=alert]").TextContent.ShouldContain("The database does not answer.");
    }

    private IRenderedComponent<ComparePage> Show(string? trials)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(
            $"/sweeps/{Sweep}/compare{(trials is null ? "" : $"?trials={Uri.EscapeDataString(trials)}")}");
        return Render<ComparePage>(parameters => parameters.Add(page => page.Id, Sweep.Value).AddCascadingValue(Light));
    }
}
