using Microsoft.Playwright;
using Orchestrator.Browser.Tests.Samples;
using Orchestrator.Cli.Embedded;
using Orchestrator.Cli.Web;

namespace Orchestrator.Browser.Tests.Browsing;

/// <summary>The system's Chromium, and the sample sweeps as a page: started once for all tests.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private IPlaywright? playwright;
    private SampleHome? home;
    private LocalPage? page;

    /// <summary>Null where this machine has none.</summary>
    internal IBrowser? Browser { get; private set; }

    /// <summary>Where the samples lie.</summary>
    internal DataDirectory Home => home!.Home;

    /// <summary>The samples' page.</summary>
    internal Uri Samples => page!.Address;

    /// <summary>Where screenshots go: beside the build's output, which is not kept.</summary>
    internal static string Screenshots { get; } = Path.Combine(AppContext.BaseDirectory, "screenshots");

    /// <inheritdoc />
    public async Task InitializeAsync()
    {
        if (Places.FirstOrDefault(File.Exists) is not { } chromium)
        {
            return;
        }

        Directory.CreateDirectory(Screenshots);
        Assertions.SetDefaultExpectTimeout(Visitor.Patience);
        playwright = await Playwright.CreateAsync();
        Browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = chromium,
            // Root may not have a sandbox, and containers have little shared memory.
            Args = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--font-render-hinting=none"],
        });
        home = await SampleHome.WriteAllAsync();
        page = await LocalPage.StartAsync(home.Home, HomeActions.Of(home.Home), 0);
    }

    /// <summary>Skips the test where there is no browser.</summary>
    internal void Require() => Skip.If(Browser is null, "There is no Chromium here. To have it: sudo apt-get install chromium");

    /// <summary>A visitor with a browser window of their own.</summary>
    internal Task<Visitor> VisitAsync(Uri site, ColorScheme scheme = ColorScheme.Light, int width = 1280, int height = 900) =>
        Visitor.ComeAsync(Browser!, site, scheme, width, height);

    /// <inheritdoc />
    public async Task DisposeAsync()
    {
        if (Browser is not null)
        {
            await Browser.DisposeAsync();
        }
        playwright?.Dispose();
        if (page is not null)
        {
            await page.DisposeAsync();
        }
        home?.Dispose();
    }
}
