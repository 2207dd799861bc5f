using Orchestrator.Actors.Transport.InProcess;
using Orchestrator.Cli.Clustered;
using Orchestrator.Coordinator.Clustered;
using Orchestrator.Coordinator.Journaling;
using Orchestrator.Coordinator.Sharding;
using Orchestrator.Coordinator.Sweeping;
using Orchestrator.Coordinator.Web;
using Orchestrator.GpuNode.Data;
using Orchestrator.Journal.Memory;
using Orchestrator.Models.Data.Caching;
using Orchestrator.Search.Samplers;
using Orchestrator.Sweeps.Commands;
using Serilog.Core;

namespace Orchestrator.Cli.Tests.Clustered;

/// <summary>What stands between the API and a coordinator, wired as <c>orchestrator coordinator</c> wires it.</summary>
public sealed class ClusterGatewayTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly string folder = Directory.CreateTempSubdirectory("orchestrator-").FullName;
    private readonly InProcessTransport transport = new InProcessBroker().Connect();
    private readonly MemoryJournal journal = new();
    private SweepHolder holder = null!;
    private ClusterCoordinator coordinator = null!;
    private ClusterGateway gateway = null!;

    public async Task InitializeAsync()
    {
        var archive = new SweepArchive(journal);
        var catalog = new SweepCatalog(archive, new LoggingObserver(Logger.None));
        var feed = new SweepFeed(catalog);
        holder = await SweepHolder.JoinAsync(transport, "only", scheduler => new SweepServices(journal, scheduler, feed, folder, SamplerRegistry.Create, TimeProvider.System));
        coordinator = await ClusterCoordinator.StartAsync(transport, journal, holder, TimeSpan.FromSeconds(1));
        gateway = new ClusterGateway(coordinator, feed, catalog, archive, new DataDepot(folder), new DataSetStore(folder));
    }

    public async Task DisposeAsync()
    {
        await coordinator.DisposeAsync();
        await holder.DisposeAsync();
        await transport.DisposeAsync();
        await journal.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Who_watches_a_sweep_that_no_node_can_serve_is_told_why_and_who_comes_later_too()
    {
        using var timeout = new CancellationTokenSource(Patience);
        coordinator.Plan(new PlanSweep(ClusterTest.Sweep, WatchTests.Planned.Definition, "fingerprint", DateTimeOffset.UtcNow));
        var first = await SeenAsync(notice => notice is WaitingNotice, timeout.Token);
        first[^1].ShouldBe(new WaitingNotice("no node is present"));
        first.ShouldContain(notice => notice is CaughtUpNotice, "it was told as soon as it was known");
        var later = await SeenAsync(notice => notice is CaughtUpNotice, timeout.Token);
        later[^2].ShouldBe(new WaitingNotice("no node is present"));
        (await gateway.ListAsync(timeout.Token)).ShouldHaveSingleItem().Waiting.ShouldBe("no node is present");
        var until = SeenAsync(notice => notice is WaitingNotice { Reason: null }, timeout.Token);
        await gateway.PauseAsync(ClusterTest.Sweep, new Pausing("anna"), timeout.Token); // who is paused waits for no node
        (await until).OfType<WaitingNotice>().Select(notice => notice.Reason).ShouldBe(["no node is present", null]);
    }

    private async Task<List<SweepNotice>> SeenAsync(Predicate<SweepNotice> last, CancellationToken cancellationToken)
    {
        var seen = new List<SweepNotice>();
        await foreach (var notice in gateway.WatchAsync(ClusterTest.Sweep, cancellationToken))
        {
            seen.Add(notice);
            if (last(notice)) break;
        }
        return seen;
    }
}
