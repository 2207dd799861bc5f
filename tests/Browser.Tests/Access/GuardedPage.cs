using Orchestrator.Browser.Tests.Samples;
using Orchestrator.Contracts.Api;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Coordinator.Api;
using Orchestrator.Coordinator.Hosting;
using Orchestrator.Coordinator.Persistence;
using Orchestrator.Coordinator.Views;
using Orchestrator.Dashboard.Access;

namespace Orchestrator.Browser.Tests.Access;

/// <summary>The page behind tokens, over a sample sweep; what is done to it is noted and not done.</summary>
internal sealed class GuardedPage : ISweepActions, IAsyncDisposable
{
    public const string Full = "full-token-0123456789", Read = "read-token-0123456789";

    private readonly SampleHome home;
    private readonly JournalDatabase journal;
    private CoordinatorServer? server;

    private GuardedPage(SampleHome home, JournalDatabase journal) => (this.home, this.journal) = (home, journal);

    public Uri Address => server!.Address;

    /// <summary>What was asked for, in words.</summary>
    public List<string> Done { get; } = [];

    public static async Task<GuardedPage> StartAsync(bool tokens = true)
    {
        var home = await SampleHome.WriteAsync(
            SampleSweeps.Running(DateTimeOffset.UtcNow.AddMinutes(-20)), SampleSweeps.Paused(DateTimeOffset.UtcNow.AddHours(-1)));
        var journal = JournalDatabase.Sqlite(home.Home.Journal, readOnly: true);
        await journal.PrepareAsync();
        var page = new GuardedPage(home, journal);
        var (full, read) = tokens ? (Full, Read) : ((string?)null, (string?)null);
        page.server = await CoordinatorServer.StartAsync(new WebOptions(Port: 0, Token: full, ReadToken: read), null, extensions:
        [
            new DashboardExtension(new DashboardOptions(
                new SweepViews(journal, TimeProvider.System), page, new AccessTokens(full, read), "test")),
        ]);
        return page;
    }

    public Task PauseAsync(SweepId sweep, string by, string? reason, bool stopRunning, CancellationToken cancellationToken) =>
        NoteAsync($"pause {sweep} because {reason}{(stopRunning ? ", and stop" : "")}");

    public Task ResumeAsync(SweepId sweep, string by, string? reason, CancellationToken cancellationToken) =>
        NoteAsync($"resume {sweep} because {reason}");

    public Task CancelAsync(SweepId sweep, string reason, CancellationToken cancellationToken) =>
        NoteAsync($"cancel {sweep} because {reason}");

    public Task ExtendAsync(SweepId sweep, string by, int trials, CancellationToken cancellationToken) =>
        NoteAsync($"extend {sweep} to {trials} trials");

    public Task EnqueueAsync(
        SweepId sweep, string by, IReadOnlyDictionary<string, ParameterValue> settings, CancellationToken cancellationToken) =>
        NoteAsync($"enqueue in {sweep}: {string.Join(' ', settings.Select(s => $"{s.Key}={s.Value}"))}");

    public async Task<bool> DrainNodeAsync(string node, CancellationToken cancellationToken)
    {
        await NoteAsync($"drain {node}");
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
        {
            await server.DisposeAsync();
        }
        await journal.DisposeAsync();
        home.Dispose();
    }

    private Task NoteAsync(string what)
    {
        Done.Add(what);
        return Task.CompletedTask;
    }
}
