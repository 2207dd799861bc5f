using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using Orchestrator.Dashboard.Components;
using ParameterValue = Orchestrator.Contracts.SearchSpaces.ParameterValue;

namespace Orchestrator.Dashboard.Tests.Components;

/// <summary>The form in which a visitor writes a configuration to be tried.</summary>
public sealed class EnqueueDialogTests : PageTest
{
    [Fact]
    public async Task The_best_trials_values_stand_there_and_what_is_changed_is_asked_for()
    {
        var (page, answer) = await AskAsync();
        Field(page, "dropout").GetAttribute("value").ShouldBe(Overview.Best!.Configuration["dropout"].ToString());
        Field(page, "dropout").Change("0.3");
        Submit(page);
        var settings = (await answer.WaitAsync(TimeSpan.FromSeconds(20)))!;
        settings["dropout"].Text.ShouldBe("0.3");
        settings.Count.ShouldBe(Overview.Definition.Space.Count);
    }

    [Theory]
    [InlineData("900", "'900' is not a value of 'dropout'")]
    [InlineData("much", "'much' is not a value of 'dropout'")]
    [InlineData("", "'dropout' is missing")]
    public async Task What_cannot_be_tried_is_said_beside_the_fields(string text, string reason)
    {
        var (page, answer) = await AskAsync();
        Field(page, "dropout").Change(text);
        Submit(page);
        page.Find("[role=alert]").TextContent.ShouldContain(reason);
        answer.IsCompleted.ShouldBeFalse();
    }

    private static AngleSharp.Dom.IElement Field(IRenderedComponent<MudDialogProvider> page, string name) => page.Find($"#setting-{name}");

    private static void Submit(IRenderedComponent<MudDialogProvider> page) =>
        page.FindAll("button").Single(button => button.TextContent.Trim() == "Try it").Click();

    private async Task<(IRenderedComponent<MudDialogProvider> Page, Task<IReadOnlyDictionary<string, ParameterValue>?> Answer)> AskAsync()
    {
        Render<MudPopoverProvider>();
        var page = Render<MudDialogProvider>();
        Task<IReadOnlyDictionary<string, ParameterValue>?> answer = null!;
        await page.InvokeAsync(() => { answer = EnqueueDialog.AskAsync(Services.GetRequiredService<IDialogService>(), Overview); });
        page.WaitForElement("#setting-dropout", TimeSpan.FromSeconds(20));
        return (page, answer);
    }
}
