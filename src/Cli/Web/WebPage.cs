using System.CommandLine;
using Orchestrator.Cli.Embedded;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Coordinator.Api;
using Orchestrator.Coordinator.Hosting;
using Orchestrator.Coordinator.Persistence;
using Orchestrator.Sweeps;

namespace Orchestrator.Cli.Web;

/// <summary>The web page of <c>run --web</c>.</summary>
internal sealed class WebPage(int? port) : IRunPage
{
    /// <summary>The page, where the option is given.</summary>
    public static WebPage? Asked(ParseResult parsed, Option<int?> option) =>
        parsed.GetResult(option) is null ? null : new WebPage(parsed.GetValue(option));

    /// <inheritdoc />
    public async Task<IShownPage> ShowAsync(
        DataDirectory home, SweepId sweep, SweepDefinition definition, LocalCoordinator orchestrator, Action<string> say)
    {
        ClientFarewell? clients = null;
        var page = await LocalPage.StartAsync(home, new RunningActions(home, sweep, orchestrator), port, definition.IsExternal
            ? journal => clients = new ClientFarewell(
                orchestrator.ForClients((wanted, _) => FindAsync(journal, sweep, wanted)), TimeProvider.System)
            : null);
        say($"Web page: {new Uri(page.Address, $"sweeps/{sweep}")}");
        return new Shown(page, clients);
    }

    private static Task<SweepState?> FindAsync(JournalDatabase journal, SweepId running, SweepId wanted) => wanted == running
        ? journal.Sweeps.LoadAsync(wanted)
        : throw new SweepRefusedException($"This process runs sweep '{running}', and no other.");

    private sealed class Shown(LocalPage page, ClientFarewell? clients) : IShownPage
    {
        public Task TellEndAsync() => clients?.EndAsync() ?? Task.CompletedTask;

        public ValueTask DisposeAsync() => page.DisposeAsync();
    }
}
