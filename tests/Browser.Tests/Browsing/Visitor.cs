using System.Collections.Concurrent;
using System.Globalization;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Orchestrator.Browser.Tests.Browsing;

/// <summary>Somebody who looks at the page, and notes whatever the browser complains of.</summary>
internal sealed class Visitor : IAsyncDisposable
{
    // Two cores, shared with whatever else is tested.
    public const float Patience = 60_000;
    private readonly IBrowserContext context;
    private readonly ConcurrentQueue<string> complaints = [];
    private readonly ConcurrentQueue<string> strangers = [];

    private Visitor(IBrowserContext context, IPage page, Uri site, string look) =>
        (this.context, Page, Site, Look) = (context, page, site, look);

    public IPage Page { get; }

    public Uri Site { get; }

    /// <summary>Colours and width, for names of screenshots.</summary>
    public string Look { get; private set; }

    public static async Task<Visitor> ComeAsync(IBrowser browser, Uri site, ColorScheme scheme, int width, int height)
    {
        var context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            ColorScheme = scheme,
            ViewportSize = new ViewportSize { Width = width, Height = height },
            ReducedMotion = ReducedMotion.Reduce,
            AcceptDownloads = true,
            IgnoreHTTPSErrors = true,
            Locale = "en-GB",
        });
        context.SetDefaultTimeout(Patience);
        await context.AddInitScriptAsync(
            """
            document.addEventListener('securitypolicyviolation',
                e => console.error(`CSP: ${e.violatedDirective} ${e.blockedURI} ${e.sourceFile}`));
            """);
        var page = await context.NewPageAsync();
        var visitor = new Visitor(context, page, site,
            string.Create(CultureInfo.InvariantCulture, $"{scheme.ToString().ToLowerInvariant()}-{width}"));
        visitor.Listen();
        return visitor;
    }

    /// <summary>Opens a view, and waits until everything on it is drawn.</summary>
    public async Task OpenAsync(string path)
    {
        await Page.GotoAsync(new Uri(Site, path).ToString());
        await DrawnAsync();
    }

    /// <summary>Waits until what was asked for is on the page.</summary>
    public async Task DrawnAsync()
    {
        await Assertions.Expect(Page.Locator("h1").First).ToBeVisibleAsync();
        await Page.WaitForFunctionAsync(
            """
            () => !document.querySelector('.loading') && [...document.querySelectorAll('.plot, .parallel')].every(f => f.hidden
                || (f.dataset.drawn === document.documentElement.dataset.theme
                    && (f.querySelector('.main-svg')?.clientWidth ?? 0) <= f.clientWidth))
            """);
    }

    /// <summary>Looks at a view in both colour schemes on a desk, and on a phone.</summary>
    public async Task LookAroundAsync(string name)
    {
        (ColorScheme Scheme, int Width)[] looks =
            [(ColorScheme.Light, 1280), (ColorScheme.Dark, 1280), (ColorScheme.Light, 390)];
        foreach (var (scheme, width) in looks)
        {
            var theme = scheme == ColorScheme.Dark ? "dark" : "light";
            await Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
            await Page.SetViewportSizeAsync(width, 900);
            await Assertions.Expect(Page.Locator("html")).ToHaveAttributeAsync("data-theme", theme);
            await DrawnAsync();
            Look = string.Create(CultureInfo.InvariantCulture, $"{theme}-{width}");
            await ShouldBeSoundAsync(name);
        }
    }

    /// <summary>Asks of the page what no test may find otherwise: nothing sticks out, axe is content, nobody else was asked, and the
    /// browser had nothing to complain of.</summary>
    public async Task ShouldBeSoundAsync(string name)
    {
        await Page.ScreenshotAsync(new PageScreenshotOptions
        {
            Path = Path.Combine(BrowserFixture.Screenshots, $"{name}-{Look}.png"),
            FullPage = true,
        });
        var beyond = await Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        beyond.ShouldBeLessThanOrEqualTo(0, $"{name} is wider than its window");
        var found = await Page.RunAxe();
        found.Violations.Select(v => $"{v.Id}: {v.Help} ({string.Join("; ", v.Nodes.Take(3).Select(n => n.Html))})").ShouldBeEmpty(name);
        ShouldHaveNoComplaints();
    }

    /// <summary>Fails where the browser complained, or asked another server.</summary>
    public void ShouldHaveNoComplaints()
    {
        complaints.ShouldBeEmpty();
        strangers.ShouldBeEmpty();
    }

    /// <summary>Forgets complaints that a test expects.</summary>
    public void Forget() => complaints.Clear();

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = name });

    public ILocator Link(string name) => Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = name });

    public async ValueTask DisposeAsync() => await context.DisposeAsync();

    private void Listen()
    {
        Page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                complaints.Enqueue($"{message.Type}: {message.Text} ({message.Location})");
            }
        };
        Page.PageError += (_, error) => complaints.Enqueue($"page error: {error}");
        Page.Dialog += (_, dialog) =>
        {
            complaints.Enqueue($"dialog: {dialog.Message}");
            _ = dialog.DismissAsync();
        };
        Page.Request += (_, request) =>
        {
            if (Uri.TryCreate(request.Url, UriKind.Absolute, out var asked) && asked.Scheme is "http" or "https" or "ws" or "wss"
                && asked.Authority != Site.Authority)
            {
                strangers.Enqueue(request.Url);
            }
        };
    }
}
