using Bunit;
using NSubstitute;
using Orchestrator.Contracts.Api;
using Orchestrator.Contracts.Api.Figures;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Dashboard.Tabs;

namespace Orchestrator.Dashboard.Tests.Tabs;

/// <summary>What an explanation has found so far, and the way there from the explained sweep.</summary>
public sealed class ExplanationTabTests : PageTest
{
    private static SweepOverview Explaining { get; } = Overview with
    {
        Definition = Overview.Definition with
        {
            Explanation = new(new SweepId("splice-1"), [new(3, Configuration.Empty, 0.9)], Configuration.Empty),
        },
    };

    [Fact]
    public void Its_figures_are_asked_for_and_the_explained_sweep_is_named()
    {
        var tab = Show(1);
        tab.Find("p.facts a").GetAttribute("href").ShouldBe("/sweeps/splice-1");
        foreach (var name in new[] { ExplanationFigureNames.Inputs, ExplanationFigureNames.Methods, ExplanationFigureNames.Positions })
        {
            Views.Received(1).FigureAsync(Sweep, Arg.Is<FigureRequest>(request => request.Name == name), Arg.Any<CancellationToken>());
        }
    }

    private IRenderedComponent<ExplanationTab> Show(long version) => Render<ExplanationTab>(parameters =>
        parameters.Add(t => t.Overview, Explaining).Add(t => t.Version, version).AddCascadingValue(Light));
}
