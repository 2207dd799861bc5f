using System.Collections.Concurrent;
using Microsoft.Playwright;
using Orchestrator.Browser.Tests.Browsing;
using Orchestrator.Contracts.Api;
using Orchestrator.Contracts.Api.Figures;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Coordinator.Api;
using Orchestrator.Coordinator.Hosting;
using Orchestrator.Coordinator.Persistence;
using Orchestrator.Coordinator.Views;
using Orchestrator.Dashboard.Access;
using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace Orchestrator.Browser.Tests.Pages;

/// <summary>A fault of the page is shown as one, and reaches the server's log.</summary>
[Collection(BrowserCollection.Name)]
public sealed class FaultTests(BrowserFixture fixture)
{
    [SkippableFact]
    public async Task What_cannot_be_drawn_is_said_and_logged()
    {
        fixture.Require();
        var (events, before) = (new ConcurrentQueue<LogEvent>(), Log.Logger);
        Log.Logger = new LoggerConfiguration().MinimumLevel.Debug().WriteTo.Sink(new Kept(events)).CreateLogger();
        try
        {
            await using var journal = JournalDatabase.Sqlite(fixture.Home.Journal, readOnly: true);
            await journal.PrepareAsync();
            var views = new Broken(new SweepViews(journal, TimeProvider.System));
            await using var server = await CoordinatorServer.StartAsync(new WebOptions(Port: 0), null, extensions:
                [new DashboardExtension(new DashboardOptions(views, null, AccessTokens.None, "test"))]);
            await using var visitor = await fixture.VisitAsync(server.Address);
            await visitor.Page.GotoAsync(new Uri(server.Address, "/sweeps/splice-1").ToString());
            await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Alert).First).ToContainTextAsync("This cannot be shown now");
            await Assertions.Expect(visitor.Page.Locator("body")).Not.ToContainTextAsync("Definition");
            visitor.Forget();
        }
        finally
        {
            Log.Logger = before;
        }

        events.ShouldContain(line => line.Level == LogEventLevel.Error && line.Exception == null
            && line.RenderMessage(null).Contains("NullReferenceException"));
        events.ShouldContain(line => line.Level == LogEventLevel.Debug && line.Exception is NullReferenceException);
    }

    /// <summary>Views whose overview lacks what the page draws.</summary>
    private sealed class Broken(ISweepViews inner) : ISweepViews
    {
        public Task<IReadOnlyList<SweepSummary>> ListAsync(CancellationToken cancellationToken) => inner.ListAsync(cancellationToken);

        public async Task<SweepOverview?> OverviewAsync(SweepId sweep, CancellationToken cancellationToken) =>
            (await inner.OverviewAsync(sweep, cancellationToken))! with { Definition = null! };

        public Task<TrialPage?> TrialsAsync(SweepId sweep, TrialQuery query, CancellationToken cancellationToken) =>
            inner.TrialsAsync(sweep, query, cancellationToken);

        public Task<TrialDetails?> TrialAsync(SweepId sweep, int trial, CancellationToken cancellationToken) =>
            inner.TrialAsync(sweep, trial, cancellationToken);

        public Task<TrialComparison> CompareAsync(IReadOnlyList<TrialReference> trials, CancellationToken cancellationToken) =>
            inner.CompareAsync(trials, cancellationToken);

        public Task<TrialLog?> LogAsync(SweepId sweep, int trial, LogQuery query, CancellationToken cancellationToken) =>
            inner.LogAsync(sweep, trial, query, cancellationToken);

        public Task<Figure?> FigureAsync(SweepId sweep, FigureRequest request, CancellationToken cancellationToken) =>
            inner.FigureAsync(sweep, request, cancellationToken);

        public IAsyncEnumerable<long> ChangesAsync(SweepId sweep, TimeSpan pace, CancellationToken cancellationToken) =>
            inner.ChangesAsync(sweep, pace, cancellationToken);

        public Task<IReadOnlyList<NodeStatus>?> NodesAsync(CancellationToken cancellationToken) => inner.NodesAsync(cancellationToken);
    }

    private sealed class Kept(ConcurrentQueue<LogEvent> events) : ILogEventSink
    {
        public void Emit(LogEvent logEvent) => events.Enqueue(logEvent);
    }
}
