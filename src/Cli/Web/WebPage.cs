using System.CommandLine;
using Orchestrator.Cli.Embedded;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Coordinator.Hosting;

namespace Orchestrator.Cli.Web;

/// <summary>The web page of <c>run --web</c>.</summary>
internal sealed class WebPage(int? port) : IRunPage
{
    /// <summary>The page, where the option is given.</summary>
    public static WebPage? Asked(ParseResult parsed, Option<int?> option) =>
        parsed.GetResult(option) is null ? null : new WebPage(parsed.GetValue(option));

    /// <inheritdoc />
    public async Task<IAsyncDisposable> ShowAsync(
        DataDirectory home, SweepId sweep, LocalCoordinator orchestrator, Action<string> say)
    {
        var page = await LocalPage.StartAsync(home, new RunningActions(home, sweep, orchestrator), port);
        say($"Web page: {new Uri(page.Address, $"sweeps/{sweep}")}");
        return page;
    }
}
