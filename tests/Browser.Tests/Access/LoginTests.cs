using Microsoft.Playwright;
using Orchestrator.Browser.Tests.Browsing;

namespace Orchestrator.Browser.Tests.Access;

/// <summary>A token becomes a session; what it may do is looked at on the server.</summary>
[Collection(BrowserCollection.Name)]
public sealed class LoginTests(BrowserFixture fixture)
{
    [SkippableTheory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 390)]
    public async Task The_form_is_sound_and_says_when_it_refuses(ColorScheme scheme, int width)
    {
        fixture.Require();
        await using var page = await GuardedPage.StartAsync();
        await using var visitor = await fixture.VisitAsync(page.Address, scheme, width);
        await visitor.Page.GotoAsync(new Uri(page.Address, "/sweeps/splice-2/trials?sort=score").ToString());
        await visitor.ShouldBeSoundAsync("login");
        await visitor.Page.GetByLabel("Token").FillAsync("guessed-token-0123456789");
        await visitor.Button("Log in").ClickAsync();
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        visitor.Forget(); // the browser notes the refusal
        await visitor.Page.GetByLabel("Token").FillAsync(GuardedPage.Read);
        await visitor.Button("Log in").ClickAsync();
        await Assertions.Expect(visitor.Page).ToHaveURLAsync(new Uri(page.Address, "/sweeps/splice-2/trials?sort=score").ToString());
        await visitor.DrawnAsync();
        visitor.ShouldHaveNoComplaints();
    }

    [SkippableFact]
    public async Task The_cookie_is_kept_from_scripts_and_from_other_sites()
    {
        fixture.Require();
        await using var page = await GuardedPage.StartAsync();
        await using var visitor = await LoggedInAsync(page, GuardedPage.Full);
        var cookie = (await visitor.Page.Context.CookiesAsync()).First(c => c.Name == "orchestrator-session");
        cookie.HttpOnly.ShouldBeTrue();
        cookie.SameSite.ShouldBe(SameSiteAttribute.Strict);
        cookie.Value.ShouldNotContain(GuardedPage.Full);
    }

    [SkippableFact]
    public async Task Who_only_reads_is_offered_no_action()
    {
        fixture.Require();
        await using var page = await GuardedPage.StartAsync();
        await using var visitor = await LoggedInAsync(page, GuardedPage.Read);
        await visitor.OpenAsync("/sweeps/splice-2");
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Group, new PageGetByRoleOptions { Name = "Actions" })).ToHaveCountAsync(0);
        visitor.ShouldHaveNoComplaints();
    }

    [SkippableFact]
    public async Task The_full_token_pauses_resumes_extends_and_cancels()
    {
        fixture.Require();
        await using var page = await GuardedPage.StartAsync();
        await using var visitor = await LoggedInAsync(page, GuardedPage.Full);
        await visitor.OpenAsync("/sweeps/splice-2");
        await visitor.Button("Pause …").ClickAsync();
        var sure = visitor.Page.GetByRole(AriaRole.Dialog);
        var pause = sure.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Pause", Exact = true });
        await Assertions.Expect(pause).ToBeDisabledAsync();
        await visitor.ShouldBeSoundAsync("dialog-pause");
        await sure.GetByLabel("Reason").FillAsync("lunch");
        await sure.GetByLabel("Stop what runs at its next checkpoint, too").CheckAsync();
        await pause.ClickAsync();
        await Assertions.Expect(visitor.Page.GetByText("splice-2 is paused.")).ToBeVisibleAsync();
        await ActAsync(visitor, "Cancel …", "Cancel the sweep", "wrong data");
        await visitor.Button("More trials …").ClickAsync();
        await visitor.Page.GetByLabel("Trials in all").FillAsync("40");
        await visitor.Button("Search on").ClickAsync();
        await Assertions.Expect(visitor.Page.GetByText("searches on, to 40 trials")).ToBeVisibleAsync();
        await visitor.Button("Try …").ClickAsync();
        var settings = visitor.Page.GetByRole(AriaRole.Dialog);
        await settings.GetByLabel("dropout").FillAsync("7");
        await visitor.Button("Try it").ClickAsync();
        await Assertions.Expect(settings.GetByRole(AriaRole.Alert)).ToContainTextAsync("'7' is not a value of 'dropout'");
        await visitor.ShouldBeSoundAsync("dialog-try");
        await settings.GetByLabel("dropout").FillAsync("0.1");
        await visitor.Button("Try it").ClickAsync();
        await Assertions.Expect(visitor.Page.GetByText("splice-2 tries it next.")).ToBeVisibleAsync();
        page.Done[^1].ShouldContain("dropout=0.1");
        page.Done.RemoveAt(page.Done.Count - 1);
        await visitor.OpenAsync("/sweeps/histone-1");
        await ActAsync(visitor, "Resume …", "Resume", "lunch is over");
        page.Done.ShouldBe(
            ["pause splice-2 because lunch, and stop", "cancel splice-2 because wrong data", "extend splice-2 to 40 trials",
                "resume histone-1 because lunch is over"]);
        visitor.ShouldHaveNoComplaints();
    }

    [SkippableFact]
    public async Task Who_goes_back_does_nothing()
    {
        fixture.Require();
        await using var page = await GuardedPage.StartAsync();
        await using var visitor = await LoggedInAsync(page, GuardedPage.Full);
        await visitor.OpenAsync("/sweeps/splice-2");
        await visitor.Button("Cancel …").ClickAsync();
        // A key goes to what has the focus, and a dialog takes it once it is there.
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Dialog).Locator(":focus")).ToHaveCountAsync(1);
        await visitor.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        page.Done.ShouldBeEmpty();
    }

    [SkippableFact]
    public async Task Who_logs_out_is_led_to_the_form()
    {
        fixture.Require();
        await using var page = await GuardedPage.StartAsync();
        await using var visitor = await LoggedInAsync(page, GuardedPage.Full);
        await visitor.Link("Session").ClickAsync();
        await visitor.Button("Log out").ClickAsync();
        await visitor.Page.GotoAsync(new Uri(page.Address, "/sweeps/splice-2").ToString());
        await Assertions.Expect(visitor.Page.GetByLabel("Token")).ToBeVisibleAsync();
    }

    private async Task<Visitor> LoggedInAsync(GuardedPage page, string token)
    {
        var visitor = await fixture.VisitAsync(page.Address);
        await visitor.Page.GotoAsync(page.Address.ToString());
        await visitor.Page.GetByLabel("Token").FillAsync(token);
        await visitor.Button("Log in").ClickAsync();
        await visitor.DrawnAsync();
        return visitor;
    }

    private static async Task ActAsync(Visitor visitor, string button, string sure, string reason)
    {
        await visitor.Button(button).ClickAsync();
        var dialog = visitor.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Reason").FillAsync(reason);
        await dialog.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = sure, Exact = true }).ClickAsync();
        await Assertions.Expect(dialog).ToHaveCountAsync(0);
    }
}
